import type { Acting } from '../../host/page.ts'

const eventOf = ({ params }: Acting) => ({ params: { eventId: params.eventId ?? '' } })

async function switchTest(acting: Acting, testMode: boolean) {
  await acting.api['PATCH /api/events/:eventId']({ ...eventOf(acting), body: { testMode } })
  return undefined
}

async function deleteTests(acting: Acting) {
  await acting.api['DELETE /api/events/:eventId/test-orders'](eventOf(acting))
  return undefined
}

/** What the section about test mode does, by the intent of its buttons. */
export const testActs = {
  'start-test': (acting: Acting) => switchTest(acting, true),
  'end-test': (acting: Acting) => switchTest(acting, false),
  'delete-tests': deleteTests,
  async 'end-and-delete-tests'(acting: Acting) {
    // First, so that no test order is placed once they are deleted.
    await switchTest(acting, false)
    return deleteTests(acting)
  },
}

export type TestAct = keyof typeof testActs

export const isTestAct = (intent: string | undefined): intent is TestAct => Object.hasOwn(testActs, intent ?? '')
