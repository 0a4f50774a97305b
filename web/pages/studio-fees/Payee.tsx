import { useLoaded, useSentences } from '../../host/hooks.ts'
import type { loader } from './page.tsx'

/** Where the money of what is sold goes: to the organization's own account at a provider, or through the platform. */
export function Payee() {
  const { fees: words } = useSentences().money
  const { payees } = useLoaded<typeof loader>()
  const stripe = payees.find(({ provider }) => provider === 'stripe')
  return (
    <section className="studio-section" aria-labelledby="payee">
      <h2 id="payee">{words.payee}</h2>
      <p className="mute">{stripe ? words.payeeStripe(stripe.account) : words.payeePlatform}</p>
      <p className="mute">{words.payeeChange}</p>
    </section>
  )
}
