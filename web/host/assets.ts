import type { Language } from '../../lang/languages.ts'

/** The files a page needs, as addresses. */
export type PageAssets = { scripts: string[]; preloads: string[]; styles: string[]; font: string | undefined }

/** Finds the files of a page by its folder. */
export type Assets = { of: (page: string | undefined, language: Language) => PageAssets }

type Chunk = { file: string; src?: string; css?: string[]; imports?: string[]; isEntry?: boolean }
type Manifest = Record<string, Chunk>

const ENTRY = 'web/entry-client.tsx'
const FONT = /archivo-latin-standard-normal.*\.woff2$/

/** Reads Vite's manifest. Without one, in development, Vite's own server has the files under their source names. */
export function assetsOf(manifest: string | null): Assets {
  if (manifest === null) return { of: developmentAssets }
  const chunks = JSON.parse(manifest) as Manifest
  const font = Object.values(chunks).find((chunk) => FONT.test(chunk.file))?.file
  const known = new Map<string, PageAssets>()
  return {
    of(page, language) {
      const key = `${page} ${language}`
      const assets = known.get(key) ?? builtAssets(chunks, font, page, language)
      known.set(key, assets)
      return assets
    },
  }
}

function builtAssets(
  chunks: Manifest,
  font: string | undefined,
  page: string | undefined,
  language: Language,
): PageAssets {
  const wanted = [ENTRY, `lang/${language}/web.ts`, ...(page ? [`web/pages/${page}/page.tsx`] : [])]
  const keys = new Set<string>()
  for (const key of wanted) collect(chunks, key, keys)
  const used = [...keys].flatMap((key) => chunks[key] ?? [])
  const address = (file: string) => `/${file}`
  return {
    scripts: [address(chunks[ENTRY]?.file ?? '')],
    preloads: used.filter((chunk) => !chunk.isEntry).map((chunk) => address(chunk.file)),
    styles: [...new Set(used.flatMap((chunk) => chunk.css ?? []))].map(address),
    font: font && address(font),
  }
}

/** The keys of a chunk and of all it imports, imports last, so that the page's own styles follow the shared ones. */
function collect(chunks: Manifest, key: string, into: Set<string>): void {
  const chunk = chunks[key]
  if (!chunk || into.has(key)) return
  into.add(key)
  for (const imported of chunk.imports ?? []) collect(chunks, imported, into)
}

function developmentAssets(): PageAssets {
  return {
    scripts: [`/${ENTRY}`],
    preloads: [],
    styles: ['/web/styles/main.css', '/web/styles/look.virtual.css'],
    font: undefined,
  }
}
