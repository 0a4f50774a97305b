/** A page ready to send, kept for a moment. */
export type CachedPage = {
  status: number
  headers: [name: string, value: string][]
  tags: string[]
  body: Buffer
  /** Made when first asked for. */
  gzip?: Buffer
  /** False for what only one person may see: it is neither kept nor handed to those who wait for the same page. */
  isShareable: boolean
}

export type PageCache = {
  /** The page under a key: a fresh copy, the one being made, or a new one from `make`. Only shareable pages with status 200 are kept. */
  get: (key: string, make: () => Promise<CachedPage>) => Promise<CachedPage>
  /** Forgets every page with this tag, also one that is being made, at once. */
  drop: (tag: string) => void
}

/** `milliseconds`: how long a page is fresh. `bytes`: how much HTML is kept at most; the oldest goes first. */
export type PageCacheOptions = { now: () => number; milliseconds: number; bytes: number }

type Entry = { page: CachedPage; until: number }

/**
 * Keeps rendered pages for a moment, so that a crowd on one page costs one render. A key is rendered once at a time; whoever
 * asks meanwhile waits for that one.
 */
export function pageCache({ now, milliseconds, bytes }: PageCacheOptions): PageCache {
  const entries = new Map<string, Entry>()
  const making = new Map<string, Promise<CachedPage>>()
  let drops = 0
  let kept = 0

  function remove(key: string): void {
    const entry = entries.get(key)
    if (!entry) return
    entries.delete(key)
    kept -= sizeOf(entry.page)
  }

  function keep(key: string, page: CachedPage): void {
    remove(key)
    entries.set(key, { page, until: now() + milliseconds })
    kept += sizeOf(page)
    for (const oldest of entries.keys()) {
      if (kept <= bytes) break
      remove(oldest)
    }
  }

  async function makeOnce(key: string, make: () => Promise<CachedPage>): Promise<CachedPage> {
    const dropsBefore = drops
    try {
      const page = await make()
      if (page.isShareable && page.status === 200 && drops === dropsBefore) keep(key, page)
      return page
    } finally {
      if (drops === dropsBefore) making.delete(key)
    }
  }

  return {
    get(key, make) {
      const entry = entries.get(key)
      if (entry && entry.until > now()) return Promise.resolve(entry.page)
      const underway = making.get(key)
      if (underway) return underway.then((page) => (page.isShareable ? page : make()))
      const made = makeOnce(key, make)
      making.set(key, made)
      return made
    },
    drop(tag) {
      // What a page under way will show is not known yet: whoever asks from now on gets a new one.
      drops += 1
      making.clear()
      for (const [key, { page }] of entries) if (page.tags.includes(tag)) remove(key)
    },
  }
}

function sizeOf(page: CachedPage): number {
  // The gzip copy is made later and is a fraction of the plain one.
  return page.body.length * 1.5
}
