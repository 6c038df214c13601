"""The solver's inner loops: shortest augmenting paths over prices, exact in integers.

All functions work in place on the arrays of `market.Market`, and are compiled by numba when the numbers fit in
64 bits; the same text runs as plain Python on Python's unbounded integers when they do not (`market` chooses).

Kept true between calls, with weight w(i,j) = lift + score(i,j) and `lift` greater than any gain in score:
    worth[i] + price[j] >= w(i,j) for every allowed pair,   = for every duo,
    price[j] >= 0, and price[j] = 0 where a place is spare,
    worth[i] >= 0, and worth[i] = 0 where a mentee was tried and stayed without a mentor.
These are the conditions under which a matching is optimal (linear programming duality).
"""

from numba.extending import register_jitable

from .compiled import compiled

NOBODY = -1


@register_jitable
def _rise(heap, place, key, at):
    """Moves the node at position `at` of the heap up to where it belongs."""
    node = heap[at]
    while at > 0:
        above = (at - 1) >> 1
        if key[heap[above]] <= key[node]:
            break
        heap[at] = heap[above]
        place[heap[at]] = at
        at = above
    heap[at] = node
    place[node] = at


@register_jitable
def _reach(heap, place, key, size, node):
    """Puts a node into the heap, or lifts it after its key fell; answers the heap's new size."""
    if place[node] == NOBODY:
        heap[size] = node
        place[node] = size
        size += 1
    _rise(heap, place, key, place[node])
    return size


@register_jitable
def _take(heap, place, key, size):
    """Takes the least node from the top of the heap; the caller counts its size down."""
    top, node, at, size = heap[0], heap[size - 1], 0, size - 1
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and key[heap[below + 1]] < key[heap[below]]:
            below += 1
        if key[heap[below]] >= key[node]:
            break
        heap[at] = heap[below]
        place[heap[at]] = at
        at = below
    heap[at] = node
    place[node] = at
    place[top] = NOBODY
    return top


@register_jitable
def _seat(mentee, mentor, at, mate, seat, seats):
    seats[at] = mentee
    seat[mentee] = at
    mate[mentee] = mentor


@register_jitable
def _leave(mentor, at, seat, seats, first, held):
    """Closes the gap that a mentee leaves at a mentor: the last one there moves up."""
    held[mentor] -= 1
    last = seats[first[mentor] + held[mentor]]
    seats[at] = last
    seat[last] = at


@register_jitable
def _relax(mentee, d, best, goal, lift, far, size, reached, edges, duos, scratch):
    """Looks from one mentee at distance d: notes shorter ways to mentors, and a mentor with a spare place as the goal."""
    start, end, to, score = edges
    worth, price, mate, seat, seats, first, held, room = duos
    dist, via, place, heap, touched, seen, seen_at = scratch
    base, own = d + worth[mentee] - lift, mate[mentee]
    for e in range(start[mentee], end[mentee]):
        j = to[e]
        cost = base + price[j] - score[e]
        if cost < best and cost < dist[j] and j != own:
            if dist[j] == far:
                touched[reached] = j
                reached += 1
            dist[j], via[j] = cost, mentee
            if held[j] < room[j]:
                best, goal = cost, j
            else:
                size = _reach(heap, place, dist, size, j)
    return best, goal, size, reached


@register_jitable
def _search(new, best, lift, far, edges, duos, scratch):
    """The cheapest way to bring a newcomer in: to a mentor with a spare place (`goal`), or by leaving somebody out.

    Mentors are taken in the order of their distance (Dijkstra); from each, the mentees who are there look further.
    """
    worth, price, mate, seat, seats, first, held, room = duos
    dist, via, place, heap, touched, seen, seen_at = scratch
    goal, left_out, size, reached, scanned, mentor, holder = NOBODY, new, 0, 0, 0, NOBODY, 0
    mentee, d = new, lift - lift
    while True:
        seen[scanned], seen_at[scanned] = mentee, d
        scanned += 1
        if d + worth[mentee] < best:
            best, left_out, goal = d + worth[mentee], mentee, NOBODY
        best, goal, size, reached = _relax(mentee, d, best, goal, lift, far, size, reached, edges, duos, scratch)
        while mentor == NOBODY or holder == held[mentor]:
            if size == 0 or dist[heap[0]] >= best:
                return best, goal, left_out, reached, scanned
            mentor = _take(heap, place, dist, size)
            size, holder = size - 1, 0
        mentee, d = seats[first[mentor] + holder], dist[mentor]
        holder += 1


@register_jitable
def _reprice(best, far, reached, scanned, worth, price, scratch):
    """Lifts prices and lowers worths by what the search found out, and clears the search's marks."""
    dist, via, place, heap, touched, seen, seen_at = scratch
    for k in range(scanned):
        if seen_at[k] < best:
            worth[seen[k]] -= best - seen_at[k]
    for k in range(reached):
        j = touched[k]
        if dist[j] < best:
            price[j] += best - dist[j]
        dist[j], place[j] = far, NOBODY


def insert(order, lift, far, edges, duos, scratch):
    """Brings the mentees of `order` in, one after the other, each by one shortest augmenting path.

    The path ends at a spare place, or at a mentee for whom being left out costs least (perhaps the newcomer).
    """
    start, end, to, score = edges
    worth, price, mate, seat, seats, first, held, room = duos
    via = scratch[1]
    for new in order:
        best = lift - lift
        for e in range(start[new], end[new]):
            best = max(best, lift + score[e] - price[to[e]])
        worth[new] = best
        if best == 0:
            continue
        best, goal, left_out, reached, scanned = _search(new, best, lift, far, edges, duos, scratch)
        _reprice(best, far, reached, scanned, worth, price, scratch)
        if goal != NOBODY:
            j, at = goal, first[goal] + held[goal]
            held[goal] += 1
        elif left_out != new:
            j, at = mate[left_out], seat[left_out]
            mate[left_out] = NOBODY
        else:
            continue
        while True:  # every mentee on the path takes the place that the next one leaves
            mentee = via[j]
            former, former_at = mate[mentee], seat[mentee]
            _seat(mentee, j, at, mate, seat, seats)
            if mentee == new:
                break
            j, at = former, former_at


@register_jitable
def _search_back(spare, lift, far, edges, backward, duos, scratch):
    """The cheapest way to be rid of a price on a spare place: let it fall, here or where the place can be moved to
    (`idle`), or give it to somebody without a mentor (`taker`, at mentor `taken`)."""
    start, end, to, score = edges
    begin, stop, back, at_edge = backward
    worth, price, mate, seat, seats, first, held, room = duos
    dist, via, place, heap, touched, seen, seen_at = scratch
    best, idle, taker, taken = price[spare], spare, NOBODY, NOBODY
    dist[spare], touched[0] = lift - lift, spare
    size, reached, j = 0, 1, spare
    while True:
        d = dist[j]
        if d + price[j] < best:
            best, idle, taker = d + price[j], j, NOBODY
        for k in range(begin[j], stop[j]):
            i = back[k]
            cost, other = d + worth[i] + price[j] - lift - score[at_edge[k]], mate[i]
            if cost >= best or other == j:
                continue
            if other == NOBODY:
                best, taker, taken = cost, i, j
            elif cost < dist[other]:
                if dist[other] == far:
                    touched[reached] = other
                    reached += 1
                dist[other], via[other], seen[other] = cost, i, j
                size = _reach(heap, place, dist, size, other)
        if size == 0 or dist[heap[0]] >= best:
            return best, idle, taker, taken, reached
        j = _take(heap, place, dist, size)
        size -= 1


@register_jitable
def _reprice_back(best, far, reached, duos, scratch):
    """Lowers prices and lifts the worths of those who are there, and clears the search's marks."""
    worth, price, mate, seat, seats, first, held, room = duos
    dist, via, place, heap, touched, seen, seen_at = scratch
    for k in range(reached):
        j = touched[k]
        if dist[j] < best:
            price[j] -= best - dist[j]
            for at in range(first[j], first[j] + held[j]):
                worth[seats[at]] += best - dist[j]
        dist[j], place[j] = far, NOBODY


def release(order, lift, far, edges, backward, duos, scratch):
    """Brings the prices of the mentors of `order` down to nothing, or fills their spare places, one path each.

    Needed after places were added or emptied: a spare place must not have a price.
    """
    worth, price, mate, seat, seats, first, held, room = duos
    dist, via, place, heap, touched, seen, seen_at = scratch
    for spare in order:
        while held[spare] < room[spare] and price[spare] > 0:
            best, idle, taker, taken, reached = _search_back(spare, lift, far, edges, backward, duos, scratch)
            _reprice_back(best, far, reached, duos, scratch)
            if taker != NOBODY:
                mentee, j = taker, taken
            elif idle != spare:
                mentee, j = via[idle], seen[idle]
                _leave(idle, seat[mentee], seat, seats, first, held)
            else:
                continue
            # every mentee on the path moves one place on; the last of them takes the spare place
            while j != spare:
                follower = via[j]
                _seat(mentee, j, seat[follower], mate, seat, seats)
                mentee, j = follower, seen[j]
            _seat(mentee, j, first[j] + held[j], mate, seat, seats)
            held[j] += 1


def settle(order, lift, edges, duos):
    """Takes each mentee's best worth at today's prices, and dissolves the duos that are no longer best."""
    start, end, to, score = edges
    worth, price, mate, seat, seats, first, held, room = duos
    for i in order:
        best = lift - lift
        now = best - 1
        for e in range(start[i], end[i]):
            value = lift + score[e] - price[to[e]]
            best = max(best, value)
            if to[e] == mate[i]:
                now = value
        worth[i] = best
        if mate[i] != NOBODY and now < best:
            at, mentor = seat[i], mate[i]
            mate[i] = NOBODY
            _leave(mentor, at, seat, seats, first, held)


fast_insert = compiled(insert)
fast_release = compiled(release)
fast_settle = compiled(settle)
