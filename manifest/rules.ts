import { DOMParser, type Element } from '@xmldom/xmldom';

/** What a picture must be to stand at an address of the manifest. */
export interface Picture {
  width: number;
  height: number;
}

/** Gives the picture that is served at an address; `undefined` when there is none. */
export type Pictures = (address: URL) => Picture | undefined;

/**
 * The order of children, where the schemas demand one (MS-OWEMXML, sections 5.1 and 5.7).
 * https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-owemxml/
 */
const ORDER: Record<string, string[]> = {
  OfficeApp: [
    'Id',
    'Version',
    'ProviderName',
    'DefaultLocale',
    'DisplayName',
    'Description',
    'IconUrl',
    'HighResolutionIconUrl',
    'SupportUrl',
    'AppDomains',
    'Hosts',
    'Requirements',
    'DefaultSettings',
    'Permissions',
    'VersionOverrides',
  ],
  VersionOverrides: ['Description', 'Requirements', 'Hosts', 'Resources', 'WebApplicationInfo'],
  DesktopFormFactor: ['GetStarted', 'FunctionFile', 'ExtensionPoint'],
  CustomTab: ['Group', 'Label'],
  Group: ['Label', 'Icon', 'Control'],
  Control: ['Label', 'Supertip', 'Icon', 'Action', 'Items'],
  Item: ['Label', 'Supertip', 'Icon', 'Action'],
  Supertip: ['Title', 'Description'],
  Action: ['TaskpaneId', 'SourceLocation'],
  Resources: ['bt:Images', 'bt:Urls', 'bt:ShortStrings', 'bt:LongStrings'],
  WebApplicationInfo: ['Id', 'Resource', 'Scopes'],
};
/** Longest texts of resources, in characters. */
const LONGEST: Record<string, number> = { 'bt:ShortStrings': 125, 'bt:LongStrings': 250 };
/** The sizes that an icon has to have. https://learn.microsoft.com/en-us/javascript/api/manifest/icon */
const NEEDED = [16, 32, 80];
const LONGEST_RESID = 32;

/** Every mistake in an add-in-only manifest, a sentence each. */
export function mistakes(xml: string, pictures: Pictures): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (!root) return ['This is not XML.'];
  const elements = [root, ...Array.from(root.getElementsByTagName('*'))];
  return [
    ...elements.flatMap(order),
    ...resources(elements),
    ...addresses(elements),
    ...icons(elements, pictures),
    ...domains(elements),
    ...identity(elements),
  ];
}

/** Addresses in a unified manifest that are not https: its validator lets them pass. */
export const insecure = (json: string): string[] => json.match(/"http:\/\/[^"]*"/g) ?? [];

const children = (element: Element): Element[] =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);

const named = (elements: Element[], name: string) => elements.filter((each) => each.tagName === name);

function order(element: Element): string[] {
  const known = ORDER[element.tagName];
  if (!known) return [];
  const places = children(element).map((child) => known.indexOf(child.tagName));
  const unknown = children(element).filter((_, index) => places[index] === -1);
  const wrong = places.findIndex((place, index) => index > 0 && place < (places[index - 1] ?? 0));
  return [
    ...unknown.map((child) => `${element.tagName} has no ${child.tagName}.`),
    ...(wrong > 0 && !unknown.length
      ? [`In ${element.tagName}, ${children(element)[wrong]?.tagName} comes too late.`]
      : []),
  ];
}

function resources(elements: Element[]): string[] {
  const [resources] = named(elements, 'Resources');
  const ids = resources
    ? children(resources)
        .flatMap(children)
        .map((each) => each.getAttribute('id') ?? '')
    : [];
  const used = elements.flatMap((each) => each.getAttribute('resid') ?? []);
  const texts = (resources ? children(resources) : []).flatMap((kind) =>
    children(kind)
      .flatMap((text) => [
        text.getAttribute('DefaultValue'),
        ...children(text).map((other) => other.getAttribute('Value')),
      ])
      .filter((text) => (text ?? '').length > (LONGEST[kind.tagName] ?? Infinity)),
  );
  return [
    ...used.filter((id) => !ids.includes(id)).map((id) => `resid ${id} names no resource.`),
    ...ids.filter((id) => !used.includes(id)).map((id) => `Resource ${id} is not used.`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `Resource ${id} is there twice.`),
    ...ids.filter((id) => id.length > LONGEST_RESID).map((id) => `resid ${id} is longer than 32 characters.`),
    ...texts.map((text) => `This text is too long: ${text}`),
  ];
}

function addresses(elements: Element[]): string[] {
  const values = elements
    .flatMap((each) => [
      each.getAttribute('DefaultValue') ?? '',
      each.tagName === 'AppDomain' ? (each.textContent ?? '') : '',
    ])
    .filter((value) => value.includes('://'));
  return values.filter((value) => !value.startsWith('https://')).map((value) => `${value} is not https.`);
}

function icons(elements: Element[], pictures: Pictures): string[] {
  const addresses = new Map(
    named(elements, 'bt:Image').map((image) => [
      image.getAttribute('id') ?? '',
      image.getAttribute('DefaultValue') ?? '',
    ]),
  );
  const check = (address: string, size: number): string[] => {
    const picture = URL.canParse(address) ? pictures(new URL(address)) : undefined;
    if (!picture) return [`There is no picture at ${address}.`];
    const fits = picture.width === size && picture.height === size;
    return fits ? [] : [`${address} is ${picture.width} × ${picture.height}, not ${size} × ${size}.`];
  };
  const missing = named(elements, 'Icon').flatMap((icon) => {
    const sizes = children(icon).map((image) => Number(image.getAttribute('size')));
    return NEEDED.filter((size) => !sizes.includes(size)).map((size) => `An icon lacks size ${size}.`);
  });
  const used = named(elements, 'bt:Image').filter((image) => image.hasAttribute('resid'));
  const wrong = used.flatMap((image) =>
    check(addresses.get(image.getAttribute('resid') ?? '') ?? '', Number(image.getAttribute('size'))),
  );
  const own = [
    ['IconUrl', 32],
    ['HighResolutionIconUrl', 64],
  ] as const;
  const product = own.flatMap(([name, size]) =>
    named(elements, name).flatMap((icon) => check(icon.getAttribute('DefaultValue') ?? '', size)),
  );
  return [...new Set([...missing, ...wrong, ...product])];
}

/** Every address is on the host of the pane, and no domain is more than an origin. */
function domains(elements: Element[]): string[] {
  const origin = (address: string) => (URL.canParse(address) ? new URL(address).origin : address);
  const [pane] = named(elements, 'SourceLocation').filter((each) => each.hasAttribute('DefaultValue'));
  const home = origin(pane?.getAttribute('DefaultValue') ?? '');
  const others = elements
    .map((each) => each.getAttribute('DefaultValue') ?? '')
    .filter((value) => value.includes('://') && origin(value) !== home);
  const wide = named(elements, 'AppDomain')
    .map((domain) => domain.textContent ?? '')
    .filter((domain) => origin(domain) !== domain);
  return [
    ...others.map((address) => `${address} is not on ${home}.`),
    ...wide.map((domain) => `AppDomain ${domain} is not an origin.`),
  ];
}

function identity(elements: Element[]): string[] {
  const text = (name: string) => named(elements, name)[0]?.textContent ?? '';
  const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const found: string[] = [];
  if (!guid.test(text('Id'))) found.push('Id is not a GUID.');
  if (!/^[1-9]\d*(\.\d+){3}$/.test(text('Version')))
    found.push('Version is not four numbers from 1.0.0.0 on.');
  for (const set of named(elements, 'Set'))
    if (!/^\d+\.\d+$/.test(set.getAttribute('MinVersion') ?? ''))
      found.push('A requirement set has no version.');
  const [client] = named(elements, 'WebApplicationInfo');
  const resource = client ? (children(client)[1]?.textContent ?? '') : '';
  if (client && !resource.startsWith('api://')) found.push('Resource does not start with api://.');
  return found;
}
