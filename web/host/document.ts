import type { PageAssets } from './assets.ts'
import type { Surroundings } from './hooks.ts'

/** All that makes the HTML of one page. `state` is null for a shell. */
export type DocumentParts = Surroundings & {
  markup: string
  state: string | null
  assets: PageAssets
}

/**
 * The whole HTML document. There is no inline script or style in it; the state is data. React puts titles and metadata before
 * the page's own markup, so everything up to the page's first element belongs into the head.
 */
export function frameDocument({ markup, state, assets, language, theme }: DocumentParts): string {
  const start = markup.indexOf('<div data-page')
  const [head, body] = start < 0 ? ['', markup] : [markup.slice(0, start), markup.slice(start)]
  const attributes = theme === 'system' ? '' : ` data-theme="${theme}"`
  return [
    `<!doctype html><html lang="${language}"${attributes}><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    assets.font ? `<link rel="preload" href="${assets.font}" as="font" type="font/woff2" crossorigin>` : '',
    ...assets.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...assets.preloads.map((href) => `<link rel="modulepreload" href="${href}">`),
    ...assets.scripts.map((src) => `<script type="module" src="${src}"></script>`),
    '<link rel="icon" href="/mark.svg" type="image/svg+xml">',
    head,
    `</head><body><div id="app">${body}</div>`,
    state === null ? '' : `<script type="application/json" id="state">${state}</script>`,
    '</body></html>',
  ].join('')
}
