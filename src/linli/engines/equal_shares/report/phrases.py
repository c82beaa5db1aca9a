"""What the page says, in both languages."""

from linli.engines.equal_shares.options import Completion, Convention, Rule, Satisfaction
from linli.engines.equal_shares.wording import Words

REPORT = Words("Result of the participatory budget", "参与式预算结果")
SKIP = Words("Skip to the result", "跳到结果")
CHOSEN = Words("What was chosen", "选中了什么")
CHOSEN_TABLE = Words("Chosen projects in the order of choice", "按选中顺序排列的项目")
AGAINST = Words("Side by side with the greedy rule", "与按票数高低选取的对照")
AGAINST_TABLE = Words("Both outcomes in figures", "两种结果的数字对照")
GROUPS = Words("What each group of residents got", "各类居民得到了什么")
CATEGORIES = Words("Votes and money by category", "各类别的票数与资金")
CATEGORIES_TABLE = Words("By category, as parts of the whole", "按类别，占总数的比例")
WHY = Words("Why, project by project", "逐个项目：为什么")
FAIR = Words("How fair it is", "公平程度")
TIES = Words("Ties that decided", "起作用的平局")
METHOD = Words("How it was counted", "怎样计算")

PROJECT = Words("Project", "项目")
COST = Words("Cost", "费用")
VOTES = Words("Votes", "票数")
PRICE = Words("Most paid by one voter", "每人最多出资")
BUDGET = Words("Budget", "预算")
SPENT = Words("Spent", "已用")
LEFT = Words("Left over", "剩余")
VOTERS = Words("Voters", "投票人数")
COUNT = Words("Chosen projects", "选中项目数")
RULE = Words("Rule", "规则")
MEASURE = Words("Measure", "指标")
HERE = Words("This outcome", "本结果")
GREEDY = Words("Greedy rule", "按票数选取")
ONLY_IN_ONE = Words("Chosen only in one of them", "仅在其中之一选中")
BETTER_IN_ONE = Words("Voters who named more of its winners", "所投项目在其中选中更多的投票人")
ONLY = Words("Chosen only here", "仅在本结果中选中")
ONLY_GREEDY = Words("Chosen only by the greedy rule", "仅按票数选取时选中")
BETTER = Words(
    "Voters who named more winners of this outcome", "在本结果中所投项目选中更多的投票人"
)
BETTER_GREEDY = Words(
    "Voters who named more winners of the greedy outcome", "在按票数结果中所投项目选中更多的投票人"
)
EQUAL = Words("Voters for whom both are equal", "两种结果相同的投票人")
EXCLUDED = Words("Voters without any winner", "所投项目无一选中的投票人")
MEAN_WINNERS = Words("Winners named, per voter on average", "平均每人有几个所投项目选中")
MEDIAN_MONEY = Words(
    "Money for winners named, voter in the middle", "所投项目人均所得资金（中位数）"
)
SERVED = Words("Voters who got their equal part of the budget", "得到平均份额的投票人")
CAPPED = Words("Equal parts reached, on average", "平均达到份额的比例")
CLAIMS = Words("Groups whose claim is not met (EJR+)", "诉求未得到满足的群体（EJR+）")
SHARE = Words("Equal part of the budget, per voter", "每位投票人的平均份额")
RAISED = Words("Share that every voter began with", "每位投票人起始份额")
GROUP = Words("Group", "群体")
WITH_WINNER = Words("With a winner", "有项目选中")
WITH_WINNER_GREEDY = Words("With a winner, greedy", "有项目选中（按票数）")
VOTERS_PART = Words("Part of the voters", "人数占比")
CATEGORY = Words("Category", "类别")
VOTES_PART = Words("Part of the votes", "票数占比")
MONEY_PART = Words("Part of the money", "资金占比")
MONEY_PART_GREEDY = Words("Part of the money, greedy", "资金占比（按票数）")
IN = Words("Chosen", "选中")
OUT = Words("Not chosen", "未选中")
OTHERS = Words("small groups together", "人数较少的群体合计")
UNKNOWN = Words("not stated", "未说明")
NO_TIES = Words("No tie decided anything.", "没有平局影响结果。")
NO_CLAIMS = Words(
    "No group of voters who agree on a project was left with less than its part of the budget "
    "(EJR+ up to any project).",
    "没有任何支持同一项目的群体得到的少于其应得份额（EJR+，至多相差一个项目）。",
)
MORE_VOTES = Words(
    "With {votes} more voters voting for it alone it would have been chosen.",
    "若再有 {votes} 位居民只投它，它就会选中。",
)
ONE_MORE_VOTE = Words(
    "With one more voter voting for it alone it would have been chosen.",
    "若再有 1 位居民只投它，它就会选中。",
)
MORE_MAY_LOSE = Words(
    "Still more could take it out again, since each new voter makes everybody's share smaller.",
    "再多反而可能落选，因为每多一位投票人，每个人的份额都会变小。",
)
NOT_COUNTED = Words(
    "What it would have needed was not worked out: that takes very long here.",
    "它还差多少没有计算：在这里需要很长时间。",
)
NO_VOTES_HELP = Words("No number of new voters would have been enough.", "再多新的投票人也不够。")
LESS_COST = Words(
    "Costing {cost} less, it would have been chosen.", "若费用少 {cost}，它就会选中。"
)
LESS_MAY_DO = Words(
    "Perhaps less would have done: not every smaller amount was tried.",
    "也许再少一些也行：更小的金额没有逐一试过。",
)
COST_OF_FEW = Words(
    "How much cheaper it would have had to be is not told where fewer than {floor} voted for it.",
    "支持者不足 {floor} 位时，不公布它需要便宜多少。",
)
NO_COST_HELPS = Words("No lower price would have been enough.", "降低费用也不够。")
CLAIM_OF_FEW = Words(
    "Voters who all voted for {project} have a claim to more than each of them got. They are fewer "
    "than {floor}, so no more is told.",
    "同时支持 {project} 的居民应得的多于其中每个人得到的。他们不足 {floor} 位，因此不再细说。",
)
CLAIM = Words(
    "{voters} voters who all voted for {project} have a claim to {claim}; each of them got at "
    "most {best}.",
    "同时支持 {project} 的 {voters} 位居民应得 {claim}，而其中每个人至多得到 {best}。",
)
TIE = Words(
    "{tied} were equal; {chosen} came first by {criterion}.",
    "{tied} 相等；按{criterion}，{chosen} 在先。",
)
TIE_STOPS = Words(
    "{tied} were equal and one of them exceeds the budget: the rule stops.",
    "{tied} 相等，且其中之一超出预算：规则停止。",
)
SUPPRESSED = Words(
    "Groups of fewer than {floor} voters are only shown together.",
    "少于 {floor} 人的群体只合并显示。",
)
RECOUNT = Words(
    "Anybody can count this again from the file of votes: the result does not depend on the order "
    "of voters or projects. SHA-256 of the file: {digest}",
    "任何人都可以用选票文件重新计算；结果与选票和项目的先后顺序无关。文件的 SHA-256：{digest}",
)
REPLACED = Words(
    "More voters prefer the outcome of the greedy rule, so that was taken.",
    "更多投票人偏好按票数选取的结果，因此采用该结果。",
)

RULES = {
    Rule.EQUAL_SHARES: Words(
        "Method of Equal Shares: every voter has the same share of the budget, and the supporters "
        "of a project pay for it together.",
        "平等份额法：每位投票人拥有同样的预算份额，支持同一项目的人共同出资。",
    ),
    Rule.GREEDY: Words(
        "Greedy rule: projects by votes, each that still fits into the budget.",
        "按票数选取：从高票到低票，预算放得下就选。",
    ),
    Rule.PHRAGMEN: Words(
        "Sequential Phragmén: everybody saves evenly; whoever can first pay for a project buys it.",
        "弗拉格门顺序法：每个人均匀攒钱，先攒够费用的项目先选。",
    ),
}
COMPLETIONS = {
    Completion.NONE: Words("What is left over is not spent.", "余额不再使用。"),
    Completion.GREEDY: Words(
        "What is left over goes to the projects with most votes that fit.",
        "余额按票数高低用于放得下的项目。",
    ),
    Completion.ADD1: Words(
        "All shares are raised step by step until the budget is used up.",
        "逐步同等提高每人份额，直到用完预算。",
    ),
    Completion.ADD1_GREEDY: Words(
        "All shares are raised step by step until the budget is used up; the rest goes by votes.",
        "逐步同等提高每人份额，直到用完预算；余下的按票数使用。",
    ),
}
SATISFACTIONS = {
    Satisfaction.COST: Words("A project is worth its cost.", "项目的价值按其费用计。"),
    Satisfaction.CARDINALITY: Words("Each project is worth the same.", "每个项目价值相同。"),
    Satisfaction.EFFORT: Words(
        "A project is worth its cost divided by its votes.", "项目的价值为费用除以票数。"
    ),
    Satisfaction.POINTS: Words("A project is worth the points given.", "项目的价值按所给分数计。"),
    Satisfaction.BORDA: Words(
        "A project is worth its place in the ranking.", "项目的价值按排名计。"
    ),
}
CONVENTIONS = {
    Convention.PABUTOOLS: Words("Convention: pabutools.", "惯例：pabutools。"),
    Convention.EQUALSHARES_NET: Words("Convention: equalshares.net.", "惯例：equalshares.net。"),
}
ATTRIBUTES = {
    "age": Words("age", "年龄"),
    "sex": Words("sex", "性别"),
    "district": Words("district", "街区"),
    "neighborhood": Words("neighbourhood", "社区"),
    "voting_method": Words("way of voting", "投票方式"),
    "education": Words("education", "教育程度"),
}
VALUES = {
    ("sex", "M"): Words("men", "男"),
    ("sex", "F"): Words("women", "女"),
    ("sex", "O"): Words("other", "其他"),
    ("voting_method", "internet"): Words("internet", "网上"),
    ("voting_method", "paper"): Words("paper", "纸质"),
}
CRITERIA = {
    "id": Words("its id", "编号"),
    "min_cost": Words("its lower cost", "费用较低"),
    "max_cost": Words("its higher cost", "费用较高"),
    "max_votes": Words("its votes", "票数"),
    "lot": Words("lot", "抽签"),
}


def fill(words: Words, **values: str) -> Words:
    """The words with values put in."""
    return Words(words.en.format(**values), words.zh.format(**values))
