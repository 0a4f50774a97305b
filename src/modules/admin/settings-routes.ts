import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { isCurrency } from '../../lib/money.ts'
import type { Services } from '../../services.ts'
import { legalTexts } from '../accounts/platform-settings.ts'
import { logoFile, setLogo } from './logo.ts'
import type { settingsApi } from './settings-api.ts'

export const settingsRoutes = ({ db, files, platform }: Services): Handlers<typeof settingsApi> => ({
  'GET /api/admin/settings': () => platform.read(),
  'PATCH /api/admin/settings': async ({ body }) => {
    const wrong = body.currencies?.find((code) => !isCurrency(code))
    if (wrong !== undefined) refuse('currency_not_offered', { name: wrong }, 'currencies')
    await platform.changeAll(body)
    return platform.read()
  },
  'PUT /api/admin/settings/logo': async ({ body }) => {
    await setLogo(db, files, platform, Buffer.from(body.bytes))
    return platform.read()
  },
  'DELETE /api/admin/settings/logo': async () => {
    await platform.change('logo', null)
    return platform.read()
  },
  'GET /logo/:key': async ({ params }) => logoFile(db, files, await platform.read(), params.key),
  'GET /api/site': async () => {
    const settings = await platform.read()
    const { name, accent, logo } = settings
    return { name, accent, logo, legal: legalTexts.filter((text) => settings[text].trim() !== '') }
  },
  'GET /api/legal/:text': async ({ params }) => {
    const text = legalTexts.find((name) => name === params.text) ?? refuse('not_found')
    const words = (await platform.read())[text]
    return words.trim() === '' ? refuse('not_found') : { text, html: renderMarkdown(words, 2) }
  },
})
