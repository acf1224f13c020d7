import type { Page } from '@playwright/test';
import type { Hand } from './hand.ts';
import { field, option } from './portal.ts';

/** Title of the Dutch sample contract. */
export const OPDRACHT = 'Overeenkomst van opdracht';

/** Answers the whole Dutch contract: a sole trader, by the hour, without a penalty. */
export async function answerOpdracht(page: Page, hand: Hand): Promise<void> {
  await client(page, hand);
  await contractor(page, hand);
  await work(page, hand);
  await fee(page, hand);
  await rights(page, hand);
  await risk(page, hand);
}

async function client(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('Opdrachtgever');
  await hand.write(field(page, 'Naam').first(), 'Weverij De Spoel B.V.');
  await hand.pick(
    option(page, 'Rechtsvorm van de opdrachtgever', 'besloten vennootschap met beperkte aansprakelijkheid'),
  );
  await hand.write(field(page, 'Statutaire zetel'), 'Enschede');
  await hand.write(field(page, 'KvK-nummer'), '12345678');
  await address(page, hand, 'Spinnerstraat', '4', '7511 AB', 'Enschede');
  const signatory = page.getByRole('group', { name: 'Vertegenwoordiger 1' });
  await hand.write(field(signatory, 'Naam'), 'H. ten Cate');
  await hand.write(field(signatory, 'Functie'), 'bestuurder');
}

async function contractor(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('Opdrachtnemer');
  await hand.pick(
    option(page, 'Wie voert de opdracht uit?', 'Een zelfstandige zonder personeel (eenmanszaak)'),
  );
  await hand.write(field(page, 'Volledige naam'), 'Noor Dijkstra');
  await hand.write(field(page, 'Handelsnaam'), 'Dijkstra & Zn. Planning');
  await address(page, hand, 'Kade', '12', '7411 CD', 'Deventer');
  await hand.write(field(page, 'KvK-nummer'), '87654321');
}

async function address(
  page: Page,
  hand: Hand,
  street: string,
  number: string,
  postcode: string,
  city: string,
) {
  await hand.write(field(page, 'Straat'), street);
  await hand.write(field(page, 'Huisnummer'), number);
  await hand.write(field(page, 'Postcode'), postcode);
  await hand.write(field(page, 'Plaats'), city);
}

async function work(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('Opdracht en duur');
  await hand.write(field(page, 'Wat houdt de opdracht in?'), 'advies over een nieuw planningssysteem');
  await hand.pick(option(page, 'De opdracht in een bijlage uitwerken?', 'Nee'));
  await hand.write(field(page, 'Wanneer gaat de overeenkomst in?'), '1-2-2027');
  await hand.pick(option(page, 'Hoe lang duurt zij?', 'Onbepaalde tijd'));
  await hand.write(field(page, 'Opzegtermijn in maanden'), '2');
  await hand.pick(option(page, 'Mag de opdrachtnemer zich laten vervangen?', 'Ja, vrij'));
  await hand.pick(option(page, 'Moet een mogelijk belangenconflict worden gemeld?', 'Ja'));
}

async function fee(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('Vergoeding en betaling');
  await hand.pick(option(page, 'Hoe wordt de vergoeding bepaald?', 'Uurtarief'));
  const rate = page.getByRole('group', { name: 'Tarief 1' });
  await hand.write(field(rate, 'Functie of werkzaamheid'), 'Adviseur');
  await hand.write(field(rate, 'Tarief per uur'), '1.110,50');
  await hand.pick(option(page, 'Wordt reistijd vergoed?', 'Tegen het halve tarief'));
  await hand.pick(option(page, 'De tarieven jaarlijks indexeren?', 'Nee'));
  await hand.pick(option(page, 'Hoe worden onkosten vergoed?', 'Inbegrepen'));
  await hand.pick(option(page, 'Btw', 'Kleineondernemersregeling'));
  await hand.write(field(page, 'Betaaltermijn in dagen'), '14');
}

async function rights(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('Rechten en geheimhouding');
  await hand.pick(
    option(page, 'Wie krijgt de intellectuele eigendom op de resultaten?', 'De opdrachtgever: overdracht'),
  );
  await hand.write(field(page, 'Hoeveel jaar na het einde geldt de geheimhouding?'), '3');
  await hand.pick(option(page, 'Staat er een boete op schending van de geheimhouding?', 'Nee'));
  await hand.pick(option(page, 'Verwerkt de opdrachtnemer persoonsgegevens?', 'Nee'));
}

async function risk(page: Page, hand: Hand): Promise<void> {
  await hand.turnTo('Aansprakelijkheid en geschillen');
  await hand.pick(
    option(page, 'Waartoe is de aansprakelijkheid beperkt?', 'De vergoeding over twaalf maanden'),
  );
  await hand.pick(option(page, 'Moet de opdrachtnemer verzekerd zijn?', 'Nee'));
  await hand.pick(option(page, 'Eerst mediation?', 'Nee'));
  await hand.pick(option(page, 'Wie beslist geschillen?', 'De rechtbank'));
  await hand.choose(page.getByRole('combobox', { name: 'Welke rechtbank?' }), 'Overijssel');
}
