import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Facts } from '../../../facts.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { wayInToMail } from '../../accounts/way-in.ts'
import { momentText } from '../../orders/formats.ts'
import { sendOnce } from '../tell.ts'
import { languageOf } from './order-mail.ts'

/** Tells somebody that a way into their account changed or was used: when, with what, from where, and what to do if it was not them. */
export async function tellOfWayIn(services: Services, fact: Facts['account.way_in_changed']): Promise<void> {
  const told = await wayInToMail(services.db, fact)
  if (!told) return
  const language = languageOf(told.language)
  const { mail, workspace } = catalogueOf(language)
  const { kinds, when, device, address, ...words } = mail.wayIn
  const [subject, text] = kinds[told.kind]
  const { browser, system } = told.device
  await sendOnce(services, {
    once: `way_in_changed:${fact.actId}`,
    kind: 'way_in_changed',
    to: told.email,
    userId: fact.userId,
    url: '/account/security',
    compose: async () =>
      letter({
        language,
        subject,
        name: told.name,
        paragraphs: [text, words.ifYou],
        facts: [
          { label: when, value: momentText(told.at, told.timeZone, language) },
          { label: device, value: workspace.security.device(browser, system) },
          { label: address, value: told.address ?? workspace.security.unknownAddress },
        ],
        action: { label: words.action, url: `${services.publicUrl()}/account/forgot` },
        after: [words.ifNot],
      }),
  })
}
