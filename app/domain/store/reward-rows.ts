/** Rewards as SQL, with the price that holds at `$2`; `$1` is the program. A condition over `r` comes behind it. */
export const rewardRows = `SELECT r.id, r.slug, r.kind, r.title, r.summary, r.body, r.pictures, r.state, coalesce(c.to_price, r.price) AS price,
  coalesce(c.to_offers, r.offers) AS offers, r.approval, r.high_value AS "highValue", r.min_level AS "minLevel", r.segment_id AS "segmentId",
  r.badge_slug AS "badgeSlug", r.countries, r.limit_count AS "limitCount", r.limit_period AS "limitPeriod", r.opens_at AS "opensAt", r.closes_at AS "closesAt",
  r.budget, r.cost, r.tax_value AS "taxValue", r.ships_from AS "shipsFrom", r.served, r.duty_free AS "dutyFree", r.duties_note AS "dutiesNote",
  r.days_least AS "daysLeast", r.days_most AS "daysMost", r.fulfiller, r.settings, r.benefits, r.draws_at AS "drawsAt", r.winners, r.losers, r.position, r.restock
FROM reward r LEFT JOIN price_change c ON c.program_id = r.program_id AND c.reward_id = r.id AND c.applied_at IS NULL AND c.withdrawn_at IS NULL AND c.holds_from <= $2
WHERE r.program_id = $1`

/** Variants as SQL; `$1` is the program. */
export const variantRows = `SELECT v.id, v.reward_id AS "rewardId", v.size, v.color, v.sku, v.position, v.state, v.unlimited, v.stocked, v.held, v.sold, v.low_at AS "lowAt"
FROM variant v WHERE v.program_id = $1`

/** The states of orders that count: against limits, budgets and the yearly value. */
export const standingOrders = `state NOT IN ('rejected', 'cancelled', 'returned')`
