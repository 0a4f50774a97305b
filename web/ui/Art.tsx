/** A size in pixels. Ask for the ratio shown: the art composes for it. */
export type Size = readonly [width: number, height: number]

type ArtProps = {
  seed: string
  category: string
  size: Size
  /** Another size below 820 pixels, where the art has another shape. */
  narrow?: Size
  /** An uploaded picture in place of the generated art, and what it shows. */
  picture?: { src: string; alt: string }
  /** Above the fold: fetched at once. */
  eager?: boolean
}

/** Generated cover art, or the organizer's own picture. Generated art says nothing, so it has no text alternative. */
export function Art({ seed, category, size, narrow, picture, eager = false }: ArtProps) {
  const [width, height] = size
  const shared = {
    width,
    height,
    decoding: 'async',
    ...(eager ? { fetchPriority: 'high' as const } : { loading: 'lazy' as const }),
  } as const
  if (picture) {
    return (
      <div className="art">
        <img {...shared} src={picture.src} alt={picture.alt} />
      </div>
    )
  }
  return (
    <div className="art">
      <picture>
        {narrow && <source media="(max-width: 51.1875rem)" srcSet={coverPath(seed, category, narrow)} />}
        <img {...shared} src={coverPath(seed, category, size)} alt="" />
      </picture>
    </div>
  )
}

/** The address of a generated cover. */
export function coverPath(seed: string, category: string, [width, height]: Size): string {
  return `/covers/${category}/${encodeURIComponent(seed)}/${width}x${height}.svg`
}
