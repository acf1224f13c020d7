// @vitest-environment jsdom
/** The stand-in is strict by itself: what the seam does right would fail here when done wrong. */
import { expect, test, vi } from 'vitest';
import { docx, paragraph } from './fixtures';
import { StandIn } from './office';
import { type Play, TODAY } from './types';

function start(play: Partial<Play> = {}): StandIn {
  const standIn = new StandIn(docx({ body: paragraph('One two') + paragraph('three') }), {
    ...TODAY,
    ...play,
  });
  for (const [name, value] of Object.entries(standIn.globals())) vi.stubGlobal(name, value);
  return standIn;
}

test('what was not loaded and synchronised cannot be read', async () => {
  start();
  await Word.run(async (context) => {
    const found = context.document.body.search('two');
    expect(() => found.items).toThrow(expect.objectContaining({ code: 'PropertyNotLoaded' }));
    found.load('items');
    expect(() => found.items).toThrow(expect.objectContaining({ code: 'PropertyNotLoaded' }));
    await context.sync();
    expect(found.items).toHaveLength(1);
    expect(() => found.items[0]?.text).toThrow(expect.objectContaining({ code: 'PropertyNotLoaded' }));
    const xml = context.document.customXmlParts.add('<a xmlns="urn:a"/>').getXml();
    expect(() => xml.value).toThrow(expect.objectContaining({ code: 'ValueNotLoaded' }));
    await context.sync();
    expect(xml.value).toBe('<a xmlns="urn:a"/>');
  });
});

test('nothing happens before sync, and nothing after a failure', async () => {
  const standIn = start();
  const batch = Word.run(async (context) => {
    const parts = context.document.customXmlParts;
    parts.add('<a xmlns="urn:a"/>');
    expect(standIn.window.customXml).toHaveLength(0);
    parts.add('<?xml version="1.0"?><b xmlns="urn:b"/>');
    parts.add('<c xmlns="urn:c"/>');
    await context.sync();
  });
  await expect(batch).rejects.toMatchObject({ code: 'InvalidArgument' });
  expect(standIn.window.customXml.map(({ namespace }) => namespace)).toEqual(['urn:a']);
});

test('a call of a later version is not found', async () => {
  start({ version: '1.3' });
  const batch = Word.run(async (context) => {
    context.document.getContentControls({ types: [Word.ContentControlType.plainText] });
    await context.sync();
  });
  await expect(batch).rejects.toMatchObject({ code: 'ApiNotFound' });
});

test('above 4 MB Word refuses', async () => {
  start();
  const large = btoa('x'.repeat(4 * 1024 * 1024 + 1));
  const batch = Word.run(async (context) => {
    context.document.insertFileFromBase64(large, 'Replace');
    await context.sync();
  });
  await expect(batch).rejects.toMatchObject({ code: 'RequestPayloadSizeLimitExceeded' });
});

test('the settings of the open document stay, its paragraph ids and control ids do not', async () => {
  const standIn = start();
  const body =
    '<w:p w14:paraId="0A0A0A0A"><w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p>';
  const inserted = docx({ body, padding: 10 });
  await Word.run(async (context) => {
    context.document.insertFileFromBase64(btoa(String.fromCharCode(...inserted)), 'Replace');
    await context.sync();
  });
  const { docx: now } = standIn.window;
  expect(now.xml('word/settings.xml')?.documentElement.innerHTML).toContain('720');
  expect(now.body.innerHTML).not.toContain('0A0A0A0A');
  expect(now.body.innerHTML).not.toContain('w:id w:val="7"');
});
