import { LEADINGS, SIZES, WIDTHS } from './fit.ts'

/** The stylesheet of fitted names: one class per width, size and leading, and the widths and sizes again for narrow screens. */
export function fitStylesheet(): string {
  const classes = (prefix: string) => [
    ...WIDTHS.map((width) => `.${prefix}fw-${width}{font-stretch:${width}%}`),
    ...SIZES.map((size, place) => `.${prefix}fs-${place}{--fit:${size}cqi}`),
  ]
  return [
    '.fit{font-size:clamp(var(--fit-least,1.375rem),var(--fit),var(--fit-most,16rem));overflow-wrap:anywhere}',
    ...Object.entries(LEADINGS).map(([name, height]) => `.fit-${name}{line-height:${height}}`),
    ...classes(''),
    `@media (max-width:900px){${classes('n-').join('')}}`,
  ].join('\n')
}
