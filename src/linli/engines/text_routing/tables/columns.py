"""Which column is meant, by the names that offices give it."""

from enum import StrEnum


class Column(StrEnum):
    """What a column can hold."""

    TEXT = "text"
    TITLE = "title"
    LABEL = "label"
    TIME = "time"
    PLACE = "place"
    REPORTER = "reporter"
    ID = "id"
    VOTES = "votes"


COLUMNS: dict[Column, tuple[str, ...]] = {
    Column.TEXT: ("text", "content", "message", "description", "body", "留言详情", "内容", "正文",
                  "诉求内容", "问题描述", "描述", "留言内容"),
    Column.TITLE: ("title", "subject", "留言主题", "标题", "主题"),
    Column.LABEL: ("label", "category", "class", "一级标签", "一级分类", "类别", "分类", "标签"),
    Column.TIME: ("time", "date", "created", "created_at", "datetime", "留言时间", "时间", "日期",
                  "提交时间", "上报时间"),
    Column.PLACE: ("place", "location", "地点", "位置", "区域", "网格", "地址"),
    Column.REPORTER: ("reporter", "user", "user_id", "留言用户", "用户", "用户编号", "反映人编号"),
    Column.ID: ("id", "number", "message_id", "留言编号", "编号", "序号", "工单编号"),
    Column.VOTES: ("votes", "likes", "点赞数", "点赞", "支持数"),
}  # fmt: skip
"""The names of each, the first that a table has is taken; case and outer blanks do not matter."""
