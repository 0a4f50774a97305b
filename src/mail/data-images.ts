/** An image by the address that HTML shows it at. */
interface Shown {
  src: string
  type: string
  content: Uint8Array
}

/** HTML with images in place of their addresses, for frames that load nothing. */
export const showInPlace = (html: string, images: readonly Shown[]): string =>
  images.reduce(
    (all, { src, type, content }) =>
      all.replaceAll(`src="${src}"`, `src="data:${type};base64,${Buffer.from(content).toString('base64')}"`),
    html,
  )

/** Images of a mail by their Content-ID. */
export const byCid = (images: readonly { cid: string; type: string; content: Uint8Array }[] = []): Shown[] =>
  images.map(({ cid, type, content }) => ({ src: `cid:${cid}`, type, content }))
