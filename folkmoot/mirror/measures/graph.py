"""Do one's friends know each other: triangles and clustering of an undirected graph, as Ibis expressions.

Watts and Strogatz (1998), 'Collective dynamics of small-world networks': of a node, the share of pairs of its
neighbors that are joined; of a graph, the mean over its nodes. Nodes with fewer than two neighbors count as 0.
"""

import ibis
import ibis.expr.types as ir


def simple(edges: ir.Table) -> ir.Table:
    """Each pair once, without loops, whatever the direction. (a, b) with a < b"""
    return (
        edges.filter(edges.a != edges.b)
        .select(a=ibis.least(edges.a, edges.b), b=ibis.greatest(edges.a, edges.b))
        .distinct()
    )


def degrees(edges: ir.Table) -> ir.Table:
    """(node, degree) of a simple graph."""
    ends = edges.select(node=edges.a).union(edges.select(node=edges.b))
    return ends.group_by("node").aggregate(degree=ends.count())


def triangles_of(edges: ir.Table) -> ir.Table:
    """(node, triangles) of a simple graph, for nodes that are in one.

    Each edge is turned towards its end of larger degree, so that a hub's many neighbors are never paired with each
    other: the work is at most E to the power 1.5 (Chiba and Nishizeki, 1985).
    """
    degree = degrees(edges)
    first, second = degree, degree.view()
    both = edges.join(first, edges.a == first.node).select("a", "b", da=first.degree)
    both = both.join(second, both.b == second.node).select("a", "b", "da", db=second.degree)
    turn = (both.da > both.db) | ((both.da == both.db) & (both.a > both.b))
    turned = both.select(
        u=ibis.ifelse(turn, both.b, both.a),
        v=ibis.ifelse(turn, both.a, both.b),
    )
    one, two, closing = turned, turned.view(), turned.view()
    # v and w are both neighbors of u; the edge between them may be turned either way, so it is sought as (low, high)
    wedge = one.join(two, (one.u == two.u) & (one.v < two.v)).select(u=one.u, v=one.v, w=two.v)
    known = closing.select(
        low=ibis.least(closing.u, closing.v),
        high=ibis.greatest(closing.u, closing.v),
    )
    found = wedge.join(known, (wedge.v == known.low) & (wedge.w == known.high)).select("u", "v", "w")
    corners = ibis.union(*(found.select(node=found[corner]) for corner in ("u", "v", "w")))
    return corners.group_by("node").aggregate(triangles=corners.count())


def clustering(edges: ir.Table, nodes: ir.Table) -> ir.Table:
    """One row of a simple graph: (nodes, edges, triangles, clustering).

    nodes: (node), each once, also those without an edge, which count as 0 in the mean.
    """
    degree, found = degrees(edges), triangles_of(edges)
    each = nodes.left_join(degree, nodes.node == degree.node).select(node=nodes.node, degree=degree.degree.fill_null(0))
    each = each.left_join(found, each.node == found.node).select(
        degree=each.degree, triangles=found.triangles.fill_null(0)
    )
    pairs = each.degree * (each.degree - 1) / 2
    local = (each.degree > 1).ifelse(each.triangles / pairs.nullif(0), 0.0)
    return each.aggregate(
        nodes=each.count(),
        edges=(each.degree.sum() / 2).cast("int64"),
        triangles=(each.triangles.sum() / 3).cast("int64"),
        clustering=local.mean(),
    )
