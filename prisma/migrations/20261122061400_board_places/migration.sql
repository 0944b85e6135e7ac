-- Where a key lies on a board, and where a page begins. Functions, so that their small statements are planned once for a connection, and the same
-- way whatever the statistics say.

-- How many stand before a key: the parts before its own, the fences before its own in that part, and a short walk within its fence.
CREATE FUNCTION "board_before"(in_program smallint, in_board integer, in_minus bigint, in_at timestamptz, in_member bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = 'off' SET enable_bitmapscan = 'off' SET jit = 'off' AS $$
DECLARE
  part record;
  fence record;
  far bigint;
  near bigint;
  own bigint;
BEGIN
  SELECT p.minus_points, p.reached_at, p.member_id INTO part FROM board_part p
  WHERE p.program_id = in_program AND p.board_id = in_board AND (p.minus_points, p.reached_at, p.member_id) <= (in_minus, in_at, in_member)
  ORDER BY p.minus_points DESC, p.reached_at DESC, p.member_id DESC LIMIT 1;
  SELECT f.minus_points, f.reached_at, f.member_id INTO fence FROM board_fence f
  WHERE f.program_id = in_program AND f.board_id = in_board AND (f.minus_points, f.reached_at, f.member_id) <= (in_minus, in_at, in_member)
  ORDER BY f.minus_points DESC, f.reached_at DESC, f.member_id DESC LIMIT 1;
  SELECT sum(p.count) INTO far FROM board_part p
  WHERE p.program_id = in_program AND p.board_id = in_board
    AND (p.minus_points, p.reached_at, p.member_id) < (part.minus_points, part.reached_at, part.member_id);
  SELECT sum(f.count) INTO near FROM board_fence f
  WHERE f.program_id = in_program AND f.board_id = in_board
    AND (f.minus_points, f.reached_at, f.member_id) >= (part.minus_points, part.reached_at, part.member_id)
    AND (f.minus_points, f.reached_at, f.member_id) < (fence.minus_points, fence.reached_at, fence.member_id);
  SELECT count(*) INTO own FROM board_score s
  WHERE s.program_id = in_program AND s.board_id = in_board AND s.listed AND s.points > 0
    AND (s.minus_points, s.reached_at, s.member_id) >= (fence.minus_points, fence.reached_at, fence.member_id)
    AND (s.minus_points, s.reached_at, s.member_id) < (in_minus, in_at, in_member);
  RETURN coalesce(far, 0) + coalesce(near, 0) + own;
END $$;

-- The fence in which place `skip` + 1 stands: the key at which it begins, and how many stand before it.
CREATE FUNCTION "board_start"(in_program smallint, in_board integer, skip bigint, OUT minus_points bigint, OUT reached_at timestamptz, OUT member_id bigint, OUT before bigint)
LANGUAGE plpgsql STABLE SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = 'off' SET enable_bitmapscan = 'off' SET jit = 'off' AS $$
DECLARE
  part record;
  fence record;
  seen bigint := 0;
  within boolean := false;
BEGIN
  FOR part IN
    SELECT p.minus_points, p.reached_at, p.member_id, p.count FROM board_part p WHERE p.program_id = in_program AND p.board_id = in_board
    ORDER BY p.minus_points, p.reached_at, p.member_id
  LOOP
    within := seen + part.count > skip;
    EXIT WHEN within;
    seen := seen + part.count;
  END LOOP;
  IF NOT within THEN
    RETURN;
  END IF;
  FOR fence IN
    SELECT f.minus_points, f.reached_at, f.member_id, f.count FROM board_fence f WHERE f.program_id = in_program AND f.board_id = in_board
      AND (f.minus_points, f.reached_at, f.member_id) >= (part.minus_points, part.reached_at, part.member_id)
    ORDER BY f.minus_points, f.reached_at, f.member_id
  LOOP
    EXIT WHEN seen + fence.count > skip;
    seen := seen + fence.count;
  END LOOP;
  minus_points := fence.minus_points;
  reached_at := fence.reached_at;
  member_id := fence.member_id;
  before := seen;
END $$;
