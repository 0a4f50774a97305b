import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import { renderMarkdown } from '../../lib/markdown.ts'
import { isCurrency } from '../../lib/money.ts'
import type { Services } from '../../services.ts'
import { legalTexts } from '../accounts/platform-settings.ts'
import type { settingsApi } from './settings-api.ts'

export const settingsRoutes = ({ platform }: Services): Handlers<typeof settingsApi> => ({
  'GET /api/admin/settings': () => platform.read(),
  'PATCH /api/admin/settings': async ({ body }) => {
    const wrong = body.currencies?.find((code) => !isCurrency(code))
    if (wrong !== undefined) refuse('currency_not_offered', { name: wrong }, 'currencies')
    await platform.changeAll(body)
    return platform.read()
  },
  'GET /api/site': async () => {
    const settings = await platform.read()
    return { name: settings.name, legal: legalTexts.filter((text) => settings[text].trim() !== '') }
  },
  'GET /api/legal/:text': async ({ params }) => {
    const text = legalTexts.find((name) => name === params.text) ?? refuse('not_found')
    const words = (await platform.read())[text]
    return words.trim() === '' ? refuse('not_found') : { text, html: renderMarkdown(words, 2) }
  },
})
