import { redirect } from 'react-router'
import { isProblem, load } from '../../host/page.ts'

/** Opens a link from a mail: this browser keeps what it opens, and the address bar keeps no secret. */
export const loader = load(async ({ api, query }) => {
  try {
    await api['POST /api/ticket-links/open']({ body: { secret: query.get('link') ?? '' } })
  } catch (error) {
    if (isProblem(error) && error.status === 400) throw redirect('/find-tickets?invalid=1')
    throw error
  }
  throw redirect('/tickets')
})

/** Never shown: the loader always leads on. */
export function Component() {
  return null
}
