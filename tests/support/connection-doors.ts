// The managers' pages of how people get in and what leaves, for the test of who may open them.
import * as channelGives from '#app/routes/manage/channel-gives.tsx'
import * as signIn from '#app/routes/manage/sign-in.tsx'

/** Each page with the permission it asks for, and its changes. */
export function connectionDoors() {
  return [
    {
      ...{ file: 'channel-gives.tsx', door: channelGives, params: { slug: 'discourse' }, see: 'see_channels' as const },
      change: ['add', 'move', 'retry'].map((what) => ({ form: { do: what }, needs: 'edit_channels' as const })),
    },
    {
      ...{ file: 'sign-in.tsx', door: signIn, params: { slug: '' }, see: 'edit_sign_in' as const },
      change: ['save', 'switch'].map((what) => ({ form: { do: what }, needs: 'edit_sign_in' as const })),
    },
  ]
}
