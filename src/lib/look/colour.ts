/** A colour in OKLCH: lightness 0 to 1, chroma from 0, hue in degrees. */
export type Oklch = readonly [lightness: number, chroma: number, hue: number]

/** A colour as `#rrggbb`. */
export type Hex = `#${string}`

const CHROMA_STEP = 0.004
const GAMUT_TOLERANCE = 0.0005

/**
 * The sRGB colour nearest to an OKLCH one. A colour outside sRGB loses chroma, never lightness or hue, until it fits:
 * lightness carries the contrast, hue the identity.
 */
export function hexOf([lightness, chroma, hue]: Oklch): Hex {
  let saturation = chroma
  let rgb = linearRgb([lightness, saturation, hue])
  while (saturation > 0 && !rgb.every(inGamut)) {
    saturation = Math.max(0, saturation - CHROMA_STEP)
    rgb = linearRgb([lightness, saturation, hue])
  }
  return `#${rgb.map((channel) => hexByte(encodeGamma(clampUnit(channel)))).join('')}`
}

/** The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Hex, other: Hex): number {
  const a = luminance(one)
  const b = luminance(other)
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** Relative luminance of a colour, 0 to 1 (WCAG 2.2). */
function luminance(colour: Hex): number {
  const channel = (start: number) => decodeGamma(Number.parseInt(colour.slice(start, start + 2), 16) / 255)
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/** OKLab to linear sRGB, with the matrices published by Björn Ottosson (https://bottosson.github.io/posts/oklab/). */
function linearRgb([lightness, chroma, hue]: Oklch): number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

function inGamut(channel: number): boolean {
  return channel >= -GAMUT_TOLERANCE && channel <= 1 + GAMUT_TOLERANCE
}

function clampUnit(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function encodeGamma(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
}

function decodeGamma(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4
}

function hexByte(unit: number): string {
  return Math.round(unit * 255)
    .toString(16)
    .padStart(2, '0')
}
