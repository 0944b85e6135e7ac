import type { Adapter } from '#app/contract/adapter.ts'
import { aha } from './aha/adapter.ts'
import { calendly } from './calendly/adapter.ts'
import { canny } from './canny/adapter.ts'
import { devto } from './devto/adapter.ts'
import { discord } from './discord/adapter.ts'
import { discourse } from './discourse/adapter.ts'
import { featurebase } from './featurebase/adapter.ts'
import { feeds } from './feeds/adapter.ts'
import { fider } from './fider/adapter.ts'
import { generic } from './generic/adapter.ts'
import { ghost } from './ghost/adapter.ts'
import { github } from './github/adapter.ts'
import { luma } from './luma/adapter.ts'
import { nodebb } from './nodebb/adapter.ts'
import { npm } from './npm/adapter.ts'
import { segment } from './segment/adapter.ts'
import { shopify } from './shopify/adapter.ts'
import { slack } from './slack/adapter.ts'
import { stack } from './stack/adapter.ts'
import { stripe } from './stripe/adapter.ts'
import { xapi } from './xapi/adapter.ts'
import { youtube } from './youtube/adapter.ts'
import { zoom } from './zoom/adapter.ts'

/** Every channel that the hub can listen to, one line each. */
export const adapters: readonly Adapter[] = [
  github, //
  discourse,
  discord,
  fider,
  canny,
  aha,
  featurebase,
  slack,
  ghost,
  stripe,
  shopify,
  segment,
  calendly,
  zoom,
  luma,
  xapi,
  feeds,
  youtube,
  stack,
  devto,
  nodebb,
  npm,
  generic,
]

/** The adapter of this id, if there is one. */
export function adapterById(id: string): Adapter | undefined {
  return adapters.find((adapter) => adapter.id === id)
}

export { generic }
