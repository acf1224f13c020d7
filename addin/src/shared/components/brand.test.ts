import { createDarkTheme, createLightTheme } from '@fluentui/react-components';
import { describe, expect, test } from 'vitest';
import { brandOf, contrast } from './brand';
import { PETROL, themeOf } from './theme';

const ACCENTS = [
  '#8a1538',
  '#c8102e',
  '#ffd400',
  '#ffffff',
  '#000000',
  '#001f5b',
  '#00ff00',
  '#0000ff',
  '#7f7f7f',
];

describe('the ramp of a firm’s colour', () => {
  test('contrast is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  test.each(ACCENTS)('%s can be read wherever Fluent puts it', (accent) => {
    const brand = brandOf(accent, PETROL);
    const bright = createLightTheme(brand);
    for (const button of [
      bright.colorBrandBackground,
      bright.colorBrandBackgroundHover,
      bright.colorBrandBackgroundPressed,
    ])
      expect(contrast(button, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    for (const text of [bright.colorBrandForeground1, bright.colorBrandForegroundLink])
      for (const ground of [bright.colorNeutralBackground1, bright.colorNeutralBackground3])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    const dark = themeOf(accent, 'dark');
    for (const text of [dark.colorBrandForeground1, dark.colorBrandForegroundLink])
      expect(contrast(text, dark.colorNeutralBackground1)).toBeGreaterThanOrEqual(4.5);
    const dim = createDarkTheme(brand);
    expect(contrast(dim.colorBrandBackground, '#ffffff')).toBeGreaterThanOrEqual(4.5);
  });

  test('a colour that is dark enough is taken as it is', () => {
    expect(brandOf('#8a1538', PETROL)[80]).toBe('#8a1538');
    expect(brandOf('#001f5b', PETROL)[80]).toBe('#001f5b');
    expect(brandOf('#c8102e', PETROL)[80]).toBe('#c8102e');
    expect(brandOf('#ffd400', PETROL)[80]).not.toBe('#ffd400');
  });

  test('the colour of the pages themselves gives themselves', () => {
    expect(themeOf(null, 'light').colorBrandBackground).toBe(PETROL[80]);
    expect(brandOf(PETROL[80], PETROL)[80]).toBe(PETROL[80]);
  });
});
