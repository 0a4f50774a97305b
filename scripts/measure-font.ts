import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from '@playwright/test'

/**
 * Measures Archivo and writes `web/ui/fit/metrics.generated.ts`. Run it by hand when the font changes:
 * `CHROMIUM_PATH=/usr/bin/chromium node scripts/measure-font.ts`.
 */
const WEIGHT = 850
const WIDTHS = [62, 100, 125]
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
const OTHERS = [...'ßæÆøØœŒłŁđĐþÞðÐıħĦŋŊ–—’‘“”„…€£¥·«»¿¡°№']

const resolve = createRequire(import.meta.url).resolve
const faces = ['latin-ext', 'latin'].map((subset) => {
  const file = resolve(`@fontsource-variable/archivo/files/archivo-${subset}-standard-normal.woff2`)
  const data = readFileSync(file).toString('base64')
  return `@font-face{font-family:${subset};src:url(data:font/woff2;base64,${data});font-weight:100 900;font-stretch:62% 125%}`
})

const executablePath = process.env.CHROMIUM_PATH
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
const page = await browser.newPage()
await page.setContent(
  `<style>${faces.join('')} span{font:${WEIGHT} 1000px latin,latin-ext;white-space:pre;position:absolute}</style><span></span>`,
)
const advances = await page.evaluate(
  async ({ characters, widths }) => {
    await Promise.all([document.fonts.load('850 9px latin'), document.fonts.load('850 9px latin-ext')])
    const span = document.querySelector('span')
    if (!span) throw new Error('the page has no span')
    const widthOf = (character: string, stretch: number) => {
      span.style.fontStretch = `${stretch}%`
      span.textContent = character
      return Math.round(span.getBoundingClientRect().width)
    }
    return characters.map((character) => [character, widths.map((width) => widthOf(character, width))] as const)
  },
  { characters: [...ASCII, ...OTHERS], widths: WIDTHS },
)
await browser.close()

const rows = advances.map(([character, widths]) => `  [${JSON.stringify(character)}, ${widths.join(', ')}],`)
const source = [
  `/** Advance widths of Archivo at weight ${WEIGHT}, in thousandths of an em, at widths ${WIDTHS.join(', ')} %. Made by scripts/measure-font.ts. */`,
  'export const ADVANCES: readonly (readonly [character: string, narrow: number, normal: number, wide: number])[] = [',
  ...rows,
  ']',
  '',
]
writeFileSync(new URL('../web/ui/fit/metrics.generated.ts', import.meta.url), source.join('\n'))
