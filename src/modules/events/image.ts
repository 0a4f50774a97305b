import { refuse } from '../../errors.ts'

/** An image in the sizes it is served in. */
export interface ImageSize {
  /** At most so many pixels wide. */
  nominal: number
  width: number
  height: number
  bytes: Uint8Array
}

/** Widths an image is kept in, in pixels; none is made larger than it came. */
const widths = [480, 960, 1600, 2400]
const largest = 2400

/** The most pixels of an image that is decoded: a small file may unfold to gigabytes. */
const mostPixels = 64_000_000

/**
 * Decodes an image and encodes it anew as WebP in every size, the last one the largest: turned upright, without its metadata,
 * at most 2400 pixels wide and high. Refuses image_unreadable for what is no JPEG, PNG, WebP or AVIF, is broken or too large.
 */
export async function readImage(bytes: Uint8Array): Promise<ImageSize[]> {
  if (!isImage(bytes)) refuse('image_unreadable')
  const { default: sharp } = await import('sharp')
  const upright = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
    .autoOrient()
    .resize({ width: largest, height: largest, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: 20 })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => refuse('image_unreadable'))
  const { width, height, channels } = upright.info
  const wanted = widths.filter((_nominal, index) => index === 0 || width > (widths[index - 1] ?? 0))
  return Promise.all(
    wanted.map(async (nominal) => {
      const { data, info } = await sharp(upright.data, { raw: { width, height, channels } })
        .resize({ width: nominal, withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer({ resolveWithObject: true })
      return { nominal, width: info.width, height: info.height, bytes: data }
    }),
  )
}

/** Whether bytes begin as one of the formats we take; decoders of other formats are not tried on strangers' files. */
export function isImage(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 32)).toString('latin1')
  return (
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') ||
    (text.slice(4, 8) === 'ftyp' && /avif|avis/.test(text.slice(8)))
  )
}
