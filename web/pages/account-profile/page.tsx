import '../account/account.css'
import './account-profile.css'
import { Link, redirect } from 'react-router'
import { useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Frame } from '../../ui/Frame.tsx'
import { refuseForm } from '../studio/refusal.ts'
import { About } from './About.tsx'
import { aboutOf } from './about.ts'
import { countriesIn } from './countries.ts'
import { Photo } from './Photo.tsx'

export const loader = load(async ({ api, language, query }) => {
  const me = await api['GET /api/me']()
  if (!me) throw redirect('/sign-in?next=%2Faccount%2Fprofile')
  const about = await api['GET /api/me/profile']()
  return { me, about, countries: countriesIn(language), done: query.get('done') }
})

const done = (what: string) => redirect(`/account/profile?done=${what}`)

export const action = act(async ({ api, form, t }) => {
  switch (text(form, 'intent')) {
    case 'photo': {
      const file = form.get('photo')
      if (!(file instanceof File) || file.size === 0) return refuseForm(t, form, { photo: t.profile.noFile })
      await api['PUT /api/me/photo']({ body: { type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) } })
      return done('photo')
    }
    case 'photo-remove':
      await api['DELETE /api/me/photo']()
      return done('photo-removed')
    default:
      await api['PATCH /api/me/profile']({ body: aboutOf(form) })
      return done('about')
  }
})

/** What somebody tells of themselves. */
export function Component() {
  const { profile: words, accounts } = useSentences()
  const { me, about, countries, done } = useLoaded<typeof loader>()
  return (
    <Frame title={words.title} current="account">
      <div className="account">
        <header className="account-head">
          <h1 className="loud">{words.title}</h1>
          <p className="mute">{words.text}</p>
          <p>
            <Link className="text-btn" to="/account">
              {accounts.account.title}
            </Link>
          </p>
        </header>
        <div className="account-columns">
          <div className="account-column">
            <About about={about} countries={countries} done={done} />
          </div>
          <div className="account-column">
            <Photo name={me.name} photo={me.photo} done={done} />
          </div>
        </div>
      </div>
    </Frame>
  )
}
