import type { BrandVariants } from '@fluentui/react-components';

/** Red, green and blue as light adds up: linear, 0 to 1. */
type Light = readonly [number, number, number];

const WHITE: Light = [1, 1, 1];

/** The light of `#rrggbb` (sRGB, IEC 61966-2-1). */
function light(hex: string): Light {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function hex(light: Light): string {
  const channel = (value: number) => {
    const encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(Math.max(encoded, 0), 1) * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${light.map(channel).join('')}`;
}

/** Relative luminance (WCAG 2.2): what contrast is made of. */
const luminance = ([red, green, blue]: Light) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

const mix = (one: Light, other: Light, share: number): Light => [
  one[0] + (other[0] - one[0]) * share,
  one[1] + (other[1] - one[1]) * share,
  one[2] + (other[2] - one[2]) * share,
];

/** The colour at another luminance: towards black or towards white. */
function at(colour: Light, wanted: number): Light {
  const now = luminance(colour);
  return wanted <= now
    ? mix([0, 0, 0], colour, now === 0 ? 0 : wanted / now)
    : mix(colour, WHITE, (wanted - now) / (1 - now));
}

/** The contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(light(one)), luminance(light(other))].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** The step that buttons and text on light surfaces have. */
const BUTTON = 80;
/** The most luminance of that step: 4.5 against the darkest of the light surfaces (#f0f0f0), 5.2 against white. */
const LIGHTEST = 0.15;

/**
 * A ramp of `accent` that can be read wherever the model's can: the light steps have the luminance of the model's, and
 * contrast is made of nothing else. The accent itself is the step of buttons, darkened where it is too light for that;
 * the steps below it are as much darker than it as the model's are.
 */
export function brandOf(accent: string, model: BrandVariants): BrandVariants {
  const colour = light(accent);
  const share = Math.min(luminance(colour), LIGHTEST) / luminance(light(model[BUTTON]));
  const steps = Object.entries(model).map(([step, shade]: [string, string]) => {
    const wanted = luminance(light(shade)) * (Number(step) <= BUTTON ? share : 1);
    return [step, hex(at(colour, wanted))];
  });
  return Object.fromEntries(steps) as BrandVariants;
}
