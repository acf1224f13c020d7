import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { validateManifest } from 'office-addin-manifest';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { draw, folder } from '../icons.js';
import { insecure, mistakes, type Picture } from '../rules.ts';

const akte = process.env.AKTE_BINARY ?? new URL('../../target/debug/akte', import.meta.url).pathname;
const CLIENT = '11111111-2222-4333-8444-555555555555';
const work = mkdtempSync(join(tmpdir(), 'akte-manifest-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Deployments of three hosts, one of them with everything that can be given. */
const deployments: Record<string, string[]> = {
  'akte.example.com': ['--client-id', CLIENT],
  'localhost:8443': ['--environment', 'demo', '--sign-in', 'localhost:8444'],
  'documents.firm.example:444': ['--client-id', CLIENT, '--environment', 'acceptance'],
};

function manifest(host: string, format: string): Buffer {
  const file = join(work, 'manifest');
  execFileSync(akte, [
    'manifest',
    '--host',
    host,
    ...(deployments[host] ?? []),
    '--format',
    format,
    '-o',
    file,
  ]);
  return readFileSync(file);
}

/** Width and height of a PNG (RFC 2083, 11.2.1), by the path it is served at. */
function picture({ pathname }: URL): Picture | undefined {
  const file = new URL(pathname.replace('/icons/', ''), folder);
  if (!existsSync(file)) return undefined;
  const png = readFileSync(file);
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

async function jsonMistakes(text: string): Promise<unknown[]> {
  const file = join(work, 'manifest.json');
  writeFileSync(file, text);
  const network = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network in tests'));
  // What it cannot read at all, it throws about.
  const { isValid, report } = await validateManifest(file).catch((error: Error) => ({
    isValid: false,
    report: { errors: [error.message] },
  }));
  expect(network).not.toHaveBeenCalled();
  network.mockRestore();
  return [...insecure(text), ...(isValid ? [] : (report?.errors ?? ['not valid']))];
}

for (const host of Object.keys(deployments)) {
  describe(host, () => {
    test('the add-in-only manifest has no mistake', () => {
      const xml = manifest(host, 'xml').toString();
      expect(mistakes(xml, picture)).toEqual([]);
      expect(xml).toContain(`https://${host}/taskpane?view=generate`);
    });

    test('the unified manifest is valid and hides the other', async () => {
      const text = manifest(host, 'json').toString();
      expect(await jsonMistakes(text)).toEqual([]);
      const { extensions } = JSON.parse(text);
      const id = /<Id>(.*?)<\/Id>/.exec(manifest(host, 'xml').toString())?.[1];
      expect(extensions[0].alternates[0].hide.customOfficeAddin.officeAddinId).toBe(id);
    });

    test('the package holds the manifest, the icons and Dutch for texts that are there', () => {
      const files = unzipSync(manifest(host, 'zip'));
      const main = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()));
      expect(files[main.icons.color]).toBeDefined();
      expect(files[main.icons.outline]).toBeDefined();
      const dutch = JSON.parse(strFromU8(files['nl.json'] ?? new Uint8Array())) as Record<string, string>;
      expect(dutch['extensions[0].ribbons[0].tabs[0].groups[0].label']).toBe('Maken');
      for (const path of Object.keys(dutch).filter((each) => each !== '$schema')) {
        const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
        expect(
          steps.reduce((at, step) => at?.[step], main),
          path,
        ).toBeTypeOf('string');
      }
    });
  });
}

test('the environment shows outside production, under ids of its own', () => {
  const [production, demo] = ['akte.example.com', 'localhost:8443'].map((host) =>
    manifest(host, 'xml').toString(),
  );
  expect(production).toContain('<DisplayName DefaultValue="Akte">');
  expect(demo).toContain('<DisplayName DefaultValue="Akte (demo)">');
  expect(/<Id>(.*?)</.exec(demo ?? '')?.[1]).not.toBe(/<Id>(.*?)</.exec(production ?? '')?.[1]);
});

test('the icons are what the drawing gives', () => {
  for (const [name, png] of draw()) expect(readFileSync(new URL(name, folder)).equals(png), name).toBe(true);
});

describe('deliberate mistakes in the add-in-only manifest are caught', () => {
  const xml = manifest('akte.example.com', 'xml').toString();
  const cases: [string, (xml: string) => string, string][] = [
    [
      'wrong order',
      (x) => x.replace(/(\s*<Version>.*<\/Version>)(\s*<ProviderName>.*<\/ProviderName>)/, '$2$1'),
      'In OfficeApp, Version comes too late.',
    ],
    [
      'wrong order in a group',
      (x) => x.replace(/(<Label resid="Generate.Label"\/>)(\s*<Icon>[^]*?<\/Icon>)/, '$2$1'),
      'In Group, Label comes too late.',
    ],
    ['an element nobody knows', (x) => x.replace('<Hosts>', '<Extra/><Hosts>'), 'OfficeApp has no Extra.'],
    [
      'dangling resid',
      (x) => x.replace('resid="New.Tip"', 'resid="New.Tipp"'),
      'resid New.Tipp names no resource.',
    ],
    [
      'a resource that nothing uses',
      (x) => x.replace('resid="New.Tip"', 'resid="Akte.Welcome"'),
      'Resource New.Tip is not used.',
    ],
    [
      'http',
      (x) => x.replace('https://akte.example.com/icons/akte-32', 'http://akte.example.com/icons/akte-32'),
      'http://akte.example.com/icons/akte-32.png is not https.',
    ],
    [
      'icon size',
      (x) => x.replaceAll('icons/akte-80.png', 'icons/akte-64.png'),
      'https://akte.example.com/icons/akte-64.png is 64 × 64, not 80 × 80.',
    ],
    ['a size that is missing', (x) => x.replace(/<bt:Image size="80"[^>]*>/, ''), 'An icon lacks size 80.'],
    [
      'missing file',
      (x) => x.replaceAll('akte-16.png', 'akte-17.png'),
      'There is no picture at https://akte.example.com/icons/akte-17.png.',
    ],
    [
      'another domain',
      (x) =>
        x.replace(
          'SupportUrl DefaultValue="https://akte.example.com',
          'SupportUrl DefaultValue="https://evil.example',
        ),
      'https://evil.example/ is not on https://akte.example.com.',
    ],
    [
      'a domain with a path',
      (x) => x.replace('login.microsoftonline.com</', 'login.microsoftonline.com/x</'),
      'AppDomain https://login.microsoftonline.com/x is not an origin.',
    ],
    [
      'a version of three numbers',
      (x) => x.replace('1.0.0.0', '1.0.0'),
      'Version is not four numbers from 1.0.0.0 on.',
    ],
    ['an id that is none', (x) => x.replace(/<Id>[^<]*/, '<Id>akte'), 'Id is not a GUID.'],
    [
      'a text that is too long',
      (x) => x.replace('DefaultValue="New document"', `DefaultValue="${'x'.repeat(126)}"`),
      `This text is too long: ${'x'.repeat(126)}`,
    ],
  ];
  test.each(cases)('%s', (_, spoil, sentence) => {
    const spoilt = spoil(xml);
    expect(spoilt).not.toBe(xml);
    expect(mistakes(spoilt, picture)).toContain(sentence);
  });
});

test.each([
  [
    'http page',
    (text: string) =>
      text.replaceAll('https://akte.example.com/taskpane', 'http://akte.example.com/taskpane'),
  ],
  [
    'a button without icons',
    (text: string) => text.replace(/"icons": \[[^\]]*\],\s*"supertip"/, '"supertip"'),
  ],
  ['an id that is none', (text: string) => text.replace(/"id": "[0-9a-f-]{36}"/, '"id": "akte"')],
])('deliberate mistake in the unified manifest is caught: %s', async (_, spoil) => {
  const text = manifest('akte.example.com', 'json').toString();
  const spoilt = spoil(text);
  expect(spoilt).not.toBe(text);
  expect(await jsonMistakes(spoilt)).not.toEqual([]);
});
