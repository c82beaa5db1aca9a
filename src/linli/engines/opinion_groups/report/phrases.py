"""What the page says, in both languages."""

from linli.engines.opinion_groups.wording import Words

REPORT = Words("Opinion groups", "观点群体")
SKIP = Words("Skip to the map", "跳到地图")
MAP = Words("Opinion map", "观点地图")
MAP_OF = Words(
    "Each mark is a participant, without a name. Those who vote alike stand close together. The "
    "shape and the number show the group. What each group stands for is said in words below.",
    "每个标记是一位不具名的参与者，表态相近的人靠得近；形状和编号表示所属群体。每个群体的看法见"
    "下文文字。",
)
MAP_MANY = Words(
    "Each mark stands for participants who vote alike, the larger the more. The shape and the "
    "number show the group. What each group stands for is said in words below.",
    "每个标记代表表态相近的若干参与者，越大人越多；形状和编号表示所属群体。每个群体的看法见下文"
    "文字。",
)
MAP_NONE = Words(
    "Marks that stand close together voted alike. They have no groups, as there are none to "
    "speak of.",
    "靠得近的标记表态相近。由于没有形成群体，标记不分组。",
)
PARTICIPANTS = Words("Participants", "参与人数")
INSIDE = Words("Voted enough to be placed", "表态足够、进入地图")
STATEMENTS = Words("Statements", "意见条数")
VOTES = Words("Votes", "表态次数")
GROUPS = Words("Groups", "群体数")
GROUPS_TITLE = Words("What each group stands for", "每个群体的看法")
GROUP = Words("Group {id}: {size:,} {size:person|people}", "第{id}组：{size:,}人")
SHORT_GROUP = Words("Group {id}", "第{id}组")
SIZE_NOTE = Words(
    "Groups are made by how people voted, not by who they are. Nobody is named, and groups of "
    "fewer than {floor} people are not shown.",
    "分组只看怎样表态，不看是什么人。不显示任何个人，少于{floor}人的群体不予显示。",
)
NO_GROUPS = Words("No groups: {why}.", "没有形成群体：{why}。")
FOUND = Words("{k} {k:group|groups}: {why}.", "形成{k}个群体：{why}。")
HIDDEN = Words(
    "{n} smaller {n:group is|groups are} not shown, nor drawn on the map.",
    "另有{n}个人数过少的群体不予显示，地图上也不标出。",
)
STANDS_AGREE = Words("agrees more than the others", "比其他人更同意")
STANDS_AGAINST = Words("disagrees more than the others", "比其他人更不同意")
LIKE_OTHERS = Words("much as the others", "与其他人相近")
BEST = Words("what it agrees on most", "最为同意")
ALL = Words("Everybody", "全体")
COUNTS = Words("agree {agreed}, disagree {against}", "同意{agreed}，不同意{against}")
NOBODY = Words("nobody has voted on it", "尚无人表态")
LEGEND = Words(
    "Full: agree. Hatched: disagree. Empty: pass.", "实心：同意。斜纹：不同意。空白：跳过。"
)
SHARED = Words("What most share", "多数人的共识")
SHARED_AGREE = Words("Most agree", "多数同意")
SHARED_AGAINST = Words("Most disagree", "多数不同意")
SHARED_NONE = Words("On no statement most are clearly on one side.", "没有一条意见得到明显多数。")
INTERVAL = Words(
    "95 % interval of agreement in the population: {low} to {high}",
    "人群中同意者的95%区间：{low}至{high}",
)
DIVIDING = Words("What divides the groups most", "分歧最大的意见")
DIVIDING_NONE = Words("Nothing divides them clearly.", "没有明显的分歧。")
NEXT = Words("What to ask next", "接下来最值得征求看法的意见")
NEXT_WHY = Words(
    "Few have seen it, it tells people apart, or many agree with it.",
    "看到的人少、能区分看法，或同意的人多。",
)
SHOW_ALL = Words("Show all {n:,}", "展开全部{n:,}条")
ALL_TITLE = Words("All statements", "全部意见")
STATEMENT = Words("Statement", "意见")
AGREE = Words("Agree", "同意")
AGAINST = Words("Disagree", "不同意")
PASS = Words("Pass", "跳过")
SURE_INTERVAL = Words("95 % interval", "95%区间")
SURE = Words("How sure this is", "可信程度")
STABILITY = Words(
    "If other people of the same kind had taken part, the groups would be like these: {mean} on "
    "a scale on which 1 is the same and 0 is chance (nine of ten resamples: {low} to {high}).",
    "若换一批同类的人参与，分组与此相近的程度为{mean}（1为相同，0为偶然；十次重抽中有九次在"
    "{low}至{high}之间）。",
)
STABLE = Words("The groups are stable.", "分组稳定。")
FAIRLY = Words(
    "The groups are fairly stable: the main lines hold, single people may change sides.",
    "分组大体稳定：主要分野成立，个别人可能换组。",
)
UNSTABLE = Words(
    "The groups are not stable: other people might have been divided otherwise. Read the "
    "statements, not the borders.",
    "分组不稳定：换一批人可能分法不同。请看具体意见，不要看重界线。",
)
SAME_NUMBER = Words(
    "{share} of the resamples had as many groups.", "{share}的重抽得到同样的群体数。"
)
CHANCE = Words(
    "{share} of what tells ballots apart lies along one line. If everybody voted independently "
    "of what else they think, it would be {other} (probability of this much by chance: {p}).",
    "选票差异的{share}落在同一方向上；若各人对每条意见的表态互不相关，应为{other}"
    "（出于偶然的概率：{p}）。",
)
SENSITIVE = Words(
    "Left out one at a time, none of the {examined} {examined:participant|participants} with the "
    "most weight changes the groups of the others below {least} on the same scale.",
    "逐一去掉影响最大的{examined}人，其余人的分组与原来的相近程度都不低于{least}。",
)
BLOCK = Words(
    "{n} participants cast one and the same ballot on {votes} {votes:statement|statements}{burst}, "
    "which is more than chance brings. With only one of them, the groups of the others agree to {agreement}.",
    "有{n}人在{votes}条意见上的表态完全相同{burst}，超出偶然。若只保留其中一人，其余人的分组相近"
    "程度为{agreement}。",
)
BURST = Words(" within {minutes} {minutes:minute|minutes}", "，且在{minutes}分钟之内")
NO_BLOCKS = Words(
    "No block of equal ballots beyond chance was found.", "没有发现超出偶然的成批相同选票。"
)
UNSETTLED = Words(
    "The second direction of the map is hardly more pronounced than the third, so it could as "
    "well have been drawn otherwise.",
    "地图的第二方向并不明显强于第三方向，换一种画法同样成立。",
)
METHOD = Words("How it was worked out", "怎样得出")
METHOD_TEXT = Words(
    "Missing votes count as the mean vote on the statement. Everybody is placed along the two "
    "directions in which ballots differ most; neighbours are joined by k-means; the number of "
    "groups is the one with the clearest borders (silhouette). Whether there are groups at all "
    "is tested against votes dealt out anew. These are the formulas of Polis, worked out by "
    "Linli; the same votes give the same page.",
    "未表态按该意见的平均值计。每个人按选票差异最大的两个方向定位，相近者用k均值归并，群体数取"
    "边界最清楚者（轮廓系数）；是否真有群体，用重新打乱的表态检验。公式与Polis相同，由邻里计算；"
    "同样的表态得到同样的页面。",
)
SAMPLE = Words(
    "Who takes part decides for themselves. The intervals say what the population thinks only if "
    "those who took part are like those who did not.",
    "参与出于自愿。只有参与者与未参与者相近时，区间才能代表全体居民。",
)
FOOTER = Words("Worked out by Linli, linli.engines.opinion_groups.", "由邻里（Linli）计算。")
