import { Form, Link, useActionData } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, isProblem, load, text } from '../../host/page.ts'
import type { WebClient } from '../../host/services.ts'
import { Submit } from '../../ui/Button.tsx'
import { Entrance } from '../../ui/Entrance.tsx'
import { Notice } from '../../ui/Notice.tsx'

type Subscription = Awaited<ReturnType<WebClient['GET /api/unsubscribe/:token']>>

const orInvalid = (call: Promise<Subscription>): Promise<Subscription | null> =>
  call.catch((error) => {
    if (isProblem(error) && error.code === 'link_invalid') return null
    throw error
  })

export const loader = load(({ api, params }) =>
  orInvalid(api['GET /api/unsubscribe/:token']({ params: { token: params.token ?? '' } })),
)

/** Answered with the page itself: mail programs that press for their reader follow no redirect (RFC 8058 §3.1). They say nothing but that. */
export const action = act(async ({ api, params, form }) => ({
  subscription: await orInvalid(
    api['POST /api/unsubscribe/:token']({
      params: { token: params.token ?? '' },
      body: { subscribed: text(form, 'intent') === 'start' },
    }),
  ),
}))

/** Where the link of a mail leads that can be switched off. Opening it changes nothing: programs open links, too. */
export function Component() {
  const { unsubscribe: words } = useSentences().notifications
  const loaded = useLoaded<typeof loader>()
  const result = useActionData<{ subscription?: Subscription | null }>()
  const subscription = result?.subscription === undefined ? loaded : result.subscription
  return (
    <Entrance title={words.title}>
      {subscription === null ? (
        <Notice tone="stop" title={words.invalid[0]}>
          {words.invalid[1]}
        </Notice>
      ) : (
        <Choice subscription={subscription} isChanged={result?.subscription !== undefined} />
      )}
      <p>
        <Link className="text-btn" to="/account/notifications">
          {words.more}
        </Link>
      </p>
    </Entrance>
  )
}

function Choice({ subscription, isChanged }: { subscription: Subscription; isChanged: boolean }) {
  const { topics, unsubscribe: words } = useSentences().notifications
  const { topic, email, subscribed } = subscription
  const sentence = words[subscribed ? 'on' : 'off'](topics[topic][0], email)
  return (
    <>
      {isChanged ? (
        <div role="status">
          <Notice tone="ok" title={sentence} />
        </div>
      ) : (
        <p>{sentence}</p>
      )}
      <p className="mute">{words.tickets}</p>
      <Form method="post" className="form">
        <Submit big look={subscribed ? 'stop' : 'line'} name="intent" value={subscribed ? 'stop' : 'start'}>
          {subscribed ? words.stop : words.start}
        </Submit>
      </Form>
    </>
  )
}
