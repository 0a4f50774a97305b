import { open } from 'node:fs/promises'
import { qrModules } from '../../src/modules/orders/qr.ts'

/** What the camera sees, and how long: a code as a QR code, or an empty hand. */
export interface Showing {
  code: string | null
  seconds: number
}

const width = 640
const height = 480
const perSecond = 5
const share = 0.85

/**
 * Writes a film for Chromium's `--use-file-for-fake-video-capture`: YUV4MPEG2, 4:2:0, which it plays over and over. Few frames a second keep
 * the file small, and are as many as a scanner needs.
 */
export async function writeFilm(path: string, showings: readonly Showing[]): Promise<void> {
  const file = await open(path, 'w')
  const colour = Buffer.alloc((width * height) / 2, 128)
  await file.write(`YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1\n`)
  for (const { code, seconds } of showings) {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), code === null ? table() : paper(code), colour])
    for (let left = Math.round(seconds * perSecond); left > 0; left--) await file.write(frame)
  }
  await file.close()
}

/** What a browser needs to see the film in place of a camera, without asking anybody. */
export const fakeCamera = (path: string): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${path}`,
]

const table = () => Buffer.alloc(width * height, 90)

/** A ticket's code in the middle of a grey table, as large as it goes. */
function paper(code: string): Buffer {
  const light = table()
  const modules = qrModules(code)
  const pixels = Math.floor((height * share) / modules.length)
  const [left, top] = [width, height].map((side) => (side - modules.length * pixels) >> 1) as [number, number]
  for (const [y, row] of modules.entries())
    for (const [x, isBlack] of row.entries())
      for (let line = 0; line < pixels; line++) {
        const start = (top + y * pixels + line) * width + left + x * pixels
        light.fill(isBlack ? 24 : 230, start, start + pixels)
      }
  return light
}
