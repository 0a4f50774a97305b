import MarkdownIt from 'markdown-it'

const safeLink = /^(https?:\/\/|mailto:|tel:)/i

const renderer = makeRenderer()

/**
 * Markdown (CommonMark with tables and bare links) as HTML that is safe to show: HTML in it is text, links lead to the web, mail or a
 * telephone and pass nothing on, and there are no images. Its headings begin at level 3, below those of a page around it, or at the level given.
 */
export const renderMarkdown = (text: string, highestHeading = 3): string => renderer.render(text, { highestHeading })

/** The text of Markdown without its marks, in one line, at most `length` characters: for previews and descriptions. */
export function plainTextOf(text: string, length: number): string {
  const words = renderer
    .parse(text, { highestHeading: 1 })
    .map((token) => (token.type === 'inline' ? (token.children ?? []) : []))
    .map((tokens) => tokens.map(({ type, content }) => (/^(soft|hard)break$/.test(type) ? ' ' : content)).join(''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= length ? words : `${words.slice(0, length - 1).replace(/\s+\S*$/, '')}…`
}

function makeRenderer() {
  const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')
  markdown.validateLink = (url) => safeLink.test(url)
  markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet('rel', 'nofollow noopener noreferrer')
    return self.renderToken(tokens, index, options)
  }
  markdown.core.ruler.push('lower_headings', (state) => {
    const lower = Number(state.env.highestHeading) - 1
    for (const token of state.tokens)
      if (token.type === 'heading_open' || token.type === 'heading_close')
        token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + lower)}`
  })
  // The content security policy allows no inline style, which is how columns of tables are aligned.
  markdown.core.ruler.push('drop_styles', (state) => {
    for (const token of state.tokens) if (token.attrIndex('style') >= 0) token.attrs = []
  })
  return markdown
}
