import { isLanguage } from '../../../lang/languages.ts'
import { refuse } from '../../errors.ts'
import type { Handlers } from '../../http/call.ts'
import type { Services } from '../../services.ts'
import { mailLogoFile, readMailLook, removeMailLogo, setMailLogo, setMailLook } from './look/mail-look.ts'
import { previewPage, previewText } from './look/own-text-preview.ts'
import type { mailLookApi } from './mail-look-api.ts'
import { placeholders, textKinds } from './own-text.ts'
import { askForTest, readOwnTexts, removeOwnText, setOwnText, type TextOf } from './own-texts.ts'

export function mailLookRoutes(services: Services): Handlers<typeof mailLookApi> {
  const { db, files } = services
  const shown = async (organizationId: string) => ({
    ...(await readMailLook(db, organizationId)),
    texts: await readOwnTexts(db, organizationId),
    placeholders: [...placeholders],
  })
  return {
    'GET /api/organizations/:organizationId/mail-look': ({ params }) => shown(params.organizationId),
    'PUT /api/organizations/:organizationId/mail-look': async ({ params, body }) => {
      await setMailLook(db, params.organizationId, body)
      return shown(params.organizationId)
    },
    'PUT /api/organizations/:organizationId/mail-look/logo': async ({ params, body }) => {
      await setMailLogo(db, files, params.organizationId, Buffer.from(body.bytes))
      return shown(params.organizationId)
    },
    'DELETE /api/organizations/:organizationId/mail-look/logo': async ({ params }) => {
      await removeMailLogo(db, params.organizationId)
      return shown(params.organizationId)
    },
    'PUT /api/organizations/:organizationId/mail-texts/:kind/:language': async ({ params, body }) => {
      await setOwnText(db, textOf(params), body)
      return shown(params.organizationId)
    },
    'DELETE /api/organizations/:organizationId/mail-texts/:kind/:language': async ({ params }) => {
      await removeOwnText(db, textOf(params))
      return shown(params.organizationId)
    },
    'POST /api/organizations/:organizationId/mail-texts/:kind/:language/preview': ({ params, body }) =>
      previewText(services, textOf(params), body),
    'GET /api/organizations/:organizationId/mail-texts/:kind/:language/preview': ({ params, query }) =>
      previewPage(services, textOf(params), query.draft),
    'POST /api/organizations/:organizationId/mail-texts/:kind/:language/test': async ({ params, body, caller }) => {
      await askForTest(db, textOf(params), body, caller.userId)
      return { to: caller.email }
    },
    'GET /mail-logos/:key': ({ params }) => mailLogoFile(db, files, params.key),
  }
}

/** Refuses not_found for a kind or a language that there is none of. */
function textOf({
  organizationId,
  kind,
  language,
}: {
  organizationId: string
  kind: string
  language: string
}): TextOf {
  const known = textKinds.find((one) => one === kind)
  return known && isLanguage(language) ? { organizationId, kind: known, language } : refuse('not_found')
}
