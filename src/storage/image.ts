import type { ResizeOptions } from 'sharp'
import { refuse } from '../errors.ts'

/** An image in one of the sizes it is served in. */
export interface ImageSize {
  /** At most so many pixels wide. */
  nominal: number
  width: number
  height: number
  bytes: Uint8Array
}

/** How an image is kept: in which widths, in pixels, and whether all of it or the square in its middle. */
export interface Cut {
  widths: readonly number[]
  square?: true
}

/** The most pixels of an image that is decoded: a small file may unfold to gigabytes. */
const mostPixels = 64_000_000

/**
 * Decodes an image and encodes it anew as WebP in every size, the last one the largest: turned upright, without its metadata, at most as wide
 * and high as the largest. Only squares are made larger than they came. Refuses image_unreadable for what is no JPEG, PNG, WebP or AVIF, is broken or too large.
 */
export async function readImage(bytes: Uint8Array, { widths, square }: Cut): Promise<ImageSize[]> {
  const largest = widths.at(-1) ?? 0
  const fit: ResizeOptions = square ? { fit: 'cover' } : { fit: 'inside', withoutEnlargement: true }
  const { data: pixels, info: raw } = await decode(bytes, { width: largest, height: largest, ...fit })
  const { default: sharp } = await import('sharp')
  const wanted = widths.filter((_nominal, index) => index === 0 || raw.width > (widths[index - 1] ?? 0))
  return Promise.all(
    wanted.map(async (nominal) => {
      const { data, info } = await sharp(pixels, { raw })
        .resize({ width: nominal, withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer({ resolveWithObject: true })
      return { nominal, width: info.width, height: info.height, bytes: data }
    }),
  )
}

/** The same as one PNG no larger than this, for a logo: mails and PDFs show no WebP. Transparent where it came so. */
export async function readLogo(bytes: Uint8Array, largest: { width: number; height: number }): Promise<ImageSize> {
  const { data: pixels, info: raw } = await decode(bytes, { ...largest, fit: 'inside', withoutEnlargement: true })
  const { default: sharp } = await import('sharp')
  const { data, info } = await sharp(pixels, { raw }).png().toBuffer({ resolveWithObject: true })
  return { nominal: info.width, width: info.width, height: info.height, bytes: data }
}

async function decode(bytes: Uint8Array, size: ResizeOptions) {
  if (!isImage(bytes)) refuse('image_unreadable')
  const { default: sharp } = await import('sharp')
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize(size)
    .toColourspace('srgb')
    .timeout({ seconds: 20 })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse('image_unreadable'))
}

/** Whether bytes begin as one of the formats we take; decoders of other formats are not tried on strangers' files. */
function isImage(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 32)).toString('latin1')
  return (
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') ||
    (text.slice(4, 8) === 'ftyp' && /avif|avis/.test(text.slice(8)))
  )
}
