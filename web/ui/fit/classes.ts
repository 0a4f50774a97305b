import type { Box } from './fit.ts'
import { fit } from './fit.ts'

/**
 * The classes that set a name in its box, and in another below 900 pixels: `fit fit-tight fw-125 fs-30 n-fw-62 n-fs-41`.
 * The nearest ancestor with `container-type: inline-size` is the box; `--fit-most` limits the size there.
 */
export function fitClasses(name: string, wide: Box, narrow: Box = wide): string {
  const one = fit(name, wide)
  const other = fit(name, narrow)
  return `fit fit-${one.leading} fw-${one.width} fs-${one.size} n-fw-${other.width} n-fs-${other.size}`
}
