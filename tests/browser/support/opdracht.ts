import type { Page } from '@playwright/test';
import { field, openPart, option } from './portal.ts';

/** Title of the Dutch sample contract. */
export const OPDRACHT = 'Overeenkomst van opdracht';

/** Answers the whole Dutch contract: a sole trader, by the hour, without a penalty. */
export async function answerOpdracht(page: Page): Promise<void> {
  await client(page);
  await contractor(page);
  await work(page);
  await fee(page);
  await rights(page);
  await risk(page);
}

async function client(page: Page): Promise<void> {
  await openPart(page, 'Opdrachtgever');
  await field(page, 'Naam').first().fill('Weverij De Spoel B.V.');
  await option(
    page,
    'Rechtsvorm van de opdrachtgever',
    'besloten vennootschap met beperkte aansprakelijkheid',
  ).check();
  await field(page, 'Statutaire zetel').fill('Enschede');
  await field(page, 'KvK-nummer').fill('12345678');
  await address(page, 'Spinnerstraat', '4', '7511 AB', 'Enschede');
  const signatory = page.getByRole('group', { name: 'Vertegenwoordiger 1' });
  await field(signatory, 'Naam').fill('H. ten Cate');
  await field(signatory, 'Functie').fill('bestuurder');
}

async function contractor(page: Page): Promise<void> {
  await openPart(page, 'Opdrachtnemer');
  await option(page, 'Wie voert de opdracht uit?', 'Een zelfstandige zonder personeel (eenmanszaak)').check();
  await field(page, 'Volledige naam').fill('Noor Dijkstra');
  await field(page, 'Handelsnaam').fill('Dijkstra & Zn. Planning');
  await address(page, 'Kade', '12', '7411 CD', 'Deventer');
  await field(page, 'KvK-nummer').fill('87654321');
}

async function address(page: Page, street: string, number: string, postcode: string, city: string) {
  await field(page, 'Straat').fill(street);
  await field(page, 'Huisnummer').fill(number);
  await field(page, 'Postcode').fill(postcode);
  await field(page, 'Plaats').fill(city);
}

async function work(page: Page): Promise<void> {
  await openPart(page, 'Opdracht en duur');
  await field(page, 'Wat houdt de opdracht in?').fill('advies over een nieuw planningssysteem');
  await option(page, 'De opdracht in een bijlage uitwerken?', 'Nee').check();
  await field(page, 'Wanneer gaat de overeenkomst in?').fill('1-2-2027');
  await option(page, 'Hoe lang duurt zij?', 'Onbepaalde tijd').check();
  await field(page, 'Opzegtermijn in maanden').fill('2');
  await option(page, 'Mag de opdrachtnemer zich laten vervangen?', 'Ja, vrij').check();
  await option(page, 'Moet een mogelijk belangenconflict worden gemeld?', 'Ja').check();
}

async function fee(page: Page): Promise<void> {
  await openPart(page, 'Vergoeding en betaling');
  await option(page, 'Hoe wordt de vergoeding bepaald?', 'Uurtarief').check();
  const rate = page.getByRole('group', { name: 'Tarief 1' });
  await field(rate, 'Functie of werkzaamheid').fill('Adviseur');
  await field(rate, 'Tarief per uur').fill('1.110,50');
  await option(page, 'Wordt reistijd vergoed?', 'Tegen het halve tarief').check();
  await option(page, 'De tarieven jaarlijks indexeren?', 'Nee').check();
  await option(page, 'Hoe worden onkosten vergoed?', 'Inbegrepen').check();
  await option(page, 'Btw', 'Kleineondernemersregeling').check();
  await field(page, 'Betaaltermijn in dagen').fill('14');
}

async function rights(page: Page): Promise<void> {
  await openPart(page, 'Rechten en geheimhouding');
  await option(
    page,
    'Wie krijgt de intellectuele eigendom op de resultaten?',
    'De opdrachtgever: overdracht',
  ).check();
  await field(page, 'Hoeveel jaar na het einde geldt de geheimhouding?').fill('3');
  await option(page, 'Staat er een boete op schending van de geheimhouding?', 'Nee').check();
  await option(page, 'Verwerkt de opdrachtnemer persoonsgegevens?', 'Nee').check();
}

async function risk(page: Page): Promise<void> {
  await openPart(page, 'Aansprakelijkheid en geschillen');
  await option(page, 'Waartoe is de aansprakelijkheid beperkt?', 'De vergoeding over twaalf maanden').check();
  await option(page, 'Moet de opdrachtnemer verzekerd zijn?', 'Nee').check();
  await option(page, 'Eerst mediation?', 'Nee').check();
  await option(page, 'Wie beslist geschillen?', 'De rechtbank').check();
  await page.getByRole('combobox', { name: 'Welke rechtbank?' }).selectOption('Overijssel');
}
