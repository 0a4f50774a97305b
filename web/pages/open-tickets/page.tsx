import { redirect } from 'react-router'
import { isProblem, load } from '../../host/page.ts'

/** Opens a link from a mail: this browser keeps what it opens, and the address bar keeps no secret. */
export const loader = load(async ({ api, query }) => {
  let offered: string | null = null
  try {
    const opened = await api['POST /api/ticket-links/open']({ body: { secret: query.get('link') ?? '' } })
    offered = opened.transferId
  } catch (error) {
    if (isProblem(error) && error.status === 400) throw redirect('/find-tickets?invalid=1')
    throw error
  }
  if (offered) throw redirect(`/transfer/${offered}`)
  const ticket = query.get('ticket') ?? ''
  throw redirect(/^[\da-f-]{36}$/.test(ticket) ? `/ticket/${ticket}#invoices` : '/tickets')
})

/** Never shown: the loader always leads on. */
export function Component() {
  return null
}
