-- One page of a board, from place `skip` + 1 on. A function for the same reason as the others: how many rows are asked for is a parameter, for which
-- the planner would plan anew each time.
CREATE FUNCTION "board_page"(in_program smallint, in_board integer, skip bigint, most integer)
RETURNS TABLE (member_id bigint, points bigint, place bigint)
LANGUAGE plpgsql STABLE ROWS 25 SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = 'off' SET enable_bitmapscan = 'off' SET enable_sort = 'off' SET jit = 'off' AS $$
#variable_conflict use_column
DECLARE
  start record;
  at bigint := skip;
BEGIN
  SELECT * INTO start FROM board_start(in_program, in_board, skip);
  IF start.before IS NULL THEN
    RETURN;
  END IF;
  FOR member_id, points IN
    SELECT s.member_id, s.points FROM board_score s
    WHERE s.program_id = in_program AND s.board_id = in_board AND s.listed AND s.points > 0
      AND (s.minus_points, s.reached_at, s.member_id) >= (start.minus_points, start.reached_at, start.member_id)
    ORDER BY s.minus_points, s.reached_at, s.member_id LIMIT most OFFSET skip - start.before
  LOOP
    at := at + 1;
    place := at;
    RETURN NEXT;
  END LOOP;
END $$;
