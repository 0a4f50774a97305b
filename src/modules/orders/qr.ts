import encodeQR from 'qr'
import { bitmapPng } from '../../lib/png.ts'

/** Modules of white around the code (ISO/IEC 18004 asks for four). */
const quiet = 4

/**
 * The QR code of a ticket code: rows of modules, `true` is black, the quiet zone included. Alphanumeric mode keeps it at 41 modules a
 * side with medium error correction.
 */
export const qrModules = (code: string): boolean[][] =>
  encodeQR(code, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: quiet })

/** The QR code as a PNG, eight pixels a module: sharp when it is shown smaller, too. */
export const qrPng = (code: string): Buffer => bitmapPng(qrModules(code), 8)

/** The QR code as SVG, one path of runs on white. */
export function qrSvg(code: string): string {
  const modules = qrModules(code)
  const size = modules.length
  const runs = runsOf(modules).map(({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${runs.join('')}"/></svg>`
  )
}

/** Black modules side by side as one run, so that drawings have no seams. */
export function runsOf(modules: readonly (readonly boolean[])[]): { x: number; y: number; length: number }[] {
  return modules.flatMap((row, y) => {
    const runs: { x: number; y: number; length: number }[] = []
    for (const [x, isBlack] of row.entries()) {
      const last = runs.at(-1)
      if (!isBlack) continue
      if (last && last.x + last.length === x) last.length += 1
      else runs.push({ x, y, length: 1 })
    }
    return runs
  })
}
