import type { Palette } from './palette.ts'
import { PALETTES } from './palette.ts'

/**
 * The stylesheet with one class per palette, such as `.p-music-3`. A class sets `--poster` and `--poster-ink`, the companions
 * `--poster-1` to `--poster-3`, and both themes' accents; which accent counts is decided where the themes are.
 */
export function paletteStylesheet(): string {
  return PALETTES.map(paletteRule).join('\n')
}

function paletteRule(palette: Palette): string {
  const values = {
    poster: palette.ground,
    'poster-ink': palette.ink,
    'poster-1': palette.inks[0],
    'poster-2': palette.inks[1],
    'poster-3': palette.inks[2],
    'accent-l': palette.accentLight,
    'on-accent-l': palette.onAccentLight,
    'accent-d': palette.accentDark,
    'on-accent-d': palette.onAccentDark,
  }
  const declarations = Object.entries(values).map(([name, value]) => `--${name}:${value}`)
  return `.p-${palette.name}{${declarations.join(';')}}`
}
