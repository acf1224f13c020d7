import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';
import { brandOf } from './brand';

/** The accent of the pages: a deep petrol, from nearly black to nearly white. */
export const PETROL: BrandVariants = {
  10: '#020a0d',
  20: '#071b22',
  30: '#0a2b36',
  40: '#0d3745',
  50: '#114353',
  60: '#165062',
  70: '#195468',
  80: '#1f6076',
  90: '#3a7890',
  100: '#5590a7',
  110: '#6ea3b8',
  120: '#87b5c8',
  130: '#a0c7d7',
  140: '#b9d8e4',
  150: '#d3e8f0',
  160: '#edf6fa',
};

const family =
  "'Segoe UI', 'Segoe UI Web (West European)', -apple-system, Roboto, 'Liberation Sans', system-ui, sans-serif";

/** The theme in a firm's own colour, `#rrggbb`; without one in that of the pages. */
export function themeOf(accent: string | null, shade: 'light' | 'dark'): Theme {
  const brand = accent ? brandOf(accent, PETROL) : PETROL;
  if (shade === 'light') return { ...createLightTheme(brand), fontFamilyBase: family };
  return {
    ...createDarkTheme(brand),
    fontFamilyBase: family,
    // Fluent's own choices for dark are too dim for text and links on our surfaces.
    colorStatusDangerForeground1: '#f1a7ad',
    colorBrandForeground1: brand[120],
    colorBrandForeground2: brand[130],
    colorBrandForegroundLink: brand[130],
    colorBrandForegroundLinkHover: brand[140],
  };
}

/** Titles of screens; a serif says paper. */
export const SERIF = "Georgia, 'Times New Roman', 'Liberation Serif', serif";
