import { redirect } from 'react-router'
import { act } from '../../host/page.ts'

/** Nothing to see here by itself. */
export const loader = () => redirect('/account')

export const action = act(async ({ api }) => {
  await api['DELETE /api/acting']()
  return redirect('/admin/people')
})

/** Takes the form of the banner that says as whom an administrator acts. */
export function Component() {
  return null
}
