import { useSurroundings } from '../../host/hooks.ts'
import { sentenceFor } from './order.ts'

/** The ways to pay; with one alone there is nothing to choose. The one tried last is chosen. */
export function Ways({ providers, chosen }: { providers: readonly string[]; chosen: string | undefined }) {
  const { checkout } = useSurroundings().t
  const wordsOf = (provider: string) => sentenceFor<readonly [string, string]>(checkout.providers, provider)
  const [first = ''] = providers
  if (providers.length === 1)
    return (
      <>
        <input type="hidden" name="provider" value={first} />
        <p className="mute">{wordsOf(first)?.[1]}</p>
      </>
    )
  const marked = chosen && providers.includes(chosen) ? chosen : first
  return (
    <div className="checkout-ways">
      {providers.map((provider) => (
        <label key={provider}>
          <input type="radio" name="provider" value={provider} required defaultChecked={provider === marked} />
          <span>
            <b>{wordsOf(provider)?.[0] ?? provider}</b>
            <span className="mute">{wordsOf(provider)?.[1]}</span>
          </span>
        </label>
      ))}
    </div>
  )
}
