import type { OfficeTheme } from '../word';

/** Common API; some Words give no theme at all, and then the reader's own preference counts. */
export function theme(): OfficeTheme | undefined {
  const office = Office.context.officeTheme as Office.OfficeTheme | undefined;
  const light = luminance(office?.bodyBackgroundColor);
  return light === undefined ? undefined : { dark: light < 0.5 };
}

/** How light a colour `#rrggbb` is, from 0 to 1 (ITU-R BT.709 weights); `undefined` when it is none. */
function luminance(colour: string | undefined): number | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? '')) return undefined;
  const part = (at: number) => Number.parseInt(colour?.slice(at, at + 2) ?? '', 16) / 255;
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
