/** A code fills a good part of the picture, so more pixels than this only cost time. */
const LARGEST_SIDE = 1280

type Drawable = HTMLVideoElement | ImageBitmap

/** Takes pictures of a video or an image, no larger than the reader needs. One canvas serves them all. */
export function pictureTaker(): (from: Drawable) => ImageData | null {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return (from) => {
    const [width, height] = 'videoWidth' in from ? [from.videoWidth, from.videoHeight] : [from.width, from.height]
    if (!context || width === 0 || height === 0) return null
    const scale = Math.min(1, LARGEST_SIDE / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    context.drawImage(from, 0, 0, canvas.width, canvas.height)
    return context.getImageData(0, 0, canvas.width, canvas.height)
  }
}
