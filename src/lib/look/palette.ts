import type { Hex, Oklch } from './colour.ts'
import { contrast, hexOf } from './colour.ts'
import type { Category, PaletteName } from './name.ts'
import { CATEGORIES, paletteName, VARIANTS } from './name.ts'
import { random } from './random.ts'

/** The colours of one event: its poster, the art on it, and the accents its pages use. */
export type Palette = {
  readonly name: PaletteName
  /** The poster's flat colour. */
  readonly ground: Hex
  /** Text on the ground: at least 5:1. */
  readonly ink: Hex
  /** The lightest and the darkest colour of the art. */
  readonly paper: Hex
  readonly black: Hex
  /** Three companion colours of the art. Decorative: no text is set in them. */
  readonly inks: readonly [Hex, Hex, Hex]
  /** Accent for links and buttons on light pages, and the text on it. */
  readonly accentLight: Hex
  readonly onAccentLight: Hex
  /** Accent for dark pages, and the text on it. */
  readonly accentDark: Hex
  readonly onAccentDark: Hex
}

type Scheme = { bright: Oklch; deep: Oklch; companions: readonly [Oklch, Oklch, Oklch] }

const SCHEMES: Record<Category, Scheme> = {
  music: scheme([0.655, 0.225, 33], [0.33, 0.115, 25], [0.87, 0.165, 90], [0.47, 0.19, 262], [0.82, 0.1, 5]),
  tech: scheme([0.5, 0.215, 263], [0.29, 0.125, 265], [0.7, 0.19, 42], [0.87, 0.13, 168], [0.88, 0.15, 95]),
  film: scheme([0.47, 0.115, 157], [0.3, 0.07, 160], [0.8, 0.12, 2], [0.74, 0.17, 58], [0.9, 0.12, 110]),
  food: scheme([0.845, 0.168, 86], [0.4, 0.1, 55], [0.6, 0.215, 29], [0.46, 0.11, 155], [0.84, 0.09, 10]),
  art: scheme([0.775, 0.135, 3], [0.36, 0.125, 10], [0.42, 0.105, 160], [0.61, 0.22, 30], [0.9, 0.12, 100]),
  sport: scheme([0.86, 0.2, 125], [0.35, 0.085, 140], [0.47, 0.2, 262], [0.68, 0.21, 38], [0.93, 0.05, 120]),
  talks: scheme([0.755, 0.165, 60], [0.36, 0.09, 45], [0.38, 0.12, 258], [0.84, 0.09, 15], [0.55, 0.2, 29]),
  community: scheme([0.56, 0.098, 195], [0.32, 0.06, 205], [0.88, 0.16, 92], [0.66, 0.21, 35], [0.88, 0.07, 180]),
  family: scheme([0.775, 0.115, 230], [0.36, 0.1, 245], [0.62, 0.22, 29], [0.89, 0.16, 95], [0.45, 0.12, 250]),
}

const PAPER = hexOf([0.962, 0.018, 92])
const WHITE: Hex = '#ffffff'
const NIGHT: Hex = '#111210'

/** The grounds accents must be readable on, a little worse than the real wall and sheet of each theme. */
const LIGHT_PAGE: Hex = '#eeeeea'
const DARK_PAGE: Hex = '#1d1e1c'

const HUE_SWING = 6
const DEEP_VARIANTS: readonly number[] = [2, 5]
const INK_CONTRAST = 5
const LIGHT_ACCENT_CONTRAST = 4.7
const DARK_ACCENT_CONTRAST = 5.25

/** Every palette there is, nine categories of eight. */
export const PALETTES: readonly Palette[] = CATEGORIES.flatMap((category) =>
  Array.from({ length: VARIANTS }, (_, variant) => makePalette(category, variant)),
)

const byName = new Map(PALETTES.map((palette) => [palette.name, palette]))

/** The palette an event (or anything with an id) of a category wears: same id, same colours. */
export function paletteOf(id: string, category: string): Palette {
  return paletteNamed(paletteName(id, category))
}

/** The palette of a name made by `paletteName`. */
export function paletteNamed(name: PaletteName): Palette {
  const palette = byName.get(name)
  if (!palette) throw new RangeError(`There is no palette called ${name}`)
  return palette
}

/**
 * Category gives the ground and its companions, variant turns the hue by up to six degrees and decides whether the ground is
 * deep. Ink is the better of near-black and paper; then the ground moves until the pair is readable.
 */
function makePalette(category: Category, variant: number): Palette {
  const name: PaletteName = `${category}-${variant}`
  const { bright, deep, companions } = SCHEMES[category]
  const isDeep = DEEP_VARIANTS.includes(variant)
  const turn = HUE_SWING * ((2 * variant) / (VARIANTS - 1) - 1)
  const [baseLightness, chroma, baseHue] = isDeep ? deep : bright
  const hue = baseHue + turn
  const startLightness = baseLightness + random(`palette:${name}`).between(-0.015, 0.015)

  const black = hexOf([0.205, 0.03, hue])
  const start = hexOf([startLightness, chroma, hue])
  const ink = contrast(black, start) >= contrast(PAPER, start) ? black : PAPER
  const away = ink === PAPER ? -0.008 : 0.008
  const ground = solve([startLightness, chroma, hue], away, (colour) => contrast(ink, colour) >= INK_CONTRAST)

  const [first, second, third] = companions.map(([l, c, h]) => hexOf([l, c, h + turn * 0.6])) as [Hex, Hex, Hex]
  const brightGround = hexOf([bright[0], bright[1], bright[2] + turn])
  const accent: Oklch = [0.62, Math.max(chroma, 0.09), hue]
  const accentLight = solve(accent, -0.01, (colour) => contrast(colour, LIGHT_PAGE) >= LIGHT_ACCENT_CONTRAST)
  const accentDark = solve(accent, 0.01, (colour) => contrast(colour, DARK_PAGE) >= DARK_ACCENT_CONTRAST)

  return {
    name,
    ground,
    ink,
    paper: PAPER,
    black,
    inks: [first, second, isDeep ? brightGround : third],
    accentLight,
    onAccentLight: contrast(WHITE, accentLight) >= 4.5 ? WHITE : NIGHT,
    accentDark,
    onAccentDark: NIGHT,
  }
}

/** Moves a colour's lightness step by step until it satisfies the condition. */
function solve([lightness, chroma, hue]: Oklch, step: number, enough: (colour: Hex) => boolean): Hex {
  for (let l = lightness; l > 0 && l < 1; l += step) {
    const colour = hexOf([l, chroma, hue])
    if (enough(colour)) return colour
  }
  return step < 0 ? '#000000' : WHITE
}

function scheme(bright: Oklch, deep: Oklch, ...companions: [Oklch, Oklch, Oklch]): Scheme {
  return { bright, deep, companions }
}
