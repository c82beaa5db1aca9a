"""Chinese surnames, characters of given names, and words that look like names but are none."""

from importlib.resources import files

SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁"
    "沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃"
    "洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    "柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉"
    "缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
    "郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊"
)
COMPOUND = (
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
    "司徒", "宇文", "长孙", "夏侯", "端木", "南宫", "西门", "独孤",
)  # fmt: skip

# Surnames that are first of all ordinary words: alone before a title they are believed only where a
# clause begins or somebody is addressed.
WORDLIKE = frozenset(
    "任向和位关时成管解连全单明满乐班楼商南水田路车宁尚原项盘边闻农党房于应包曲相师古景常游何"
)

# Second and third characters that no given name has, or hardly any.
NOT_GIVEN = frozenset(
    "有可以礼行的了是在不我们你他她它这那个就也与及或被把将从对给让使于等说称请望能要会去到过着吗呢吧啊"
    "么什谁哪怎很太更最还只又再没无非未但而且因所如则即便跟比由该此其各每某些几多少两三四六七八九十百千万"
    "亿零第号年月日时分秒元块钱米里斤吨区县市省乡村组街路道巷栋楼层室户家店厂矿局处科股所站校院园部队厅"
    "委党府司企业房车票证费税款价钱税收买卖租借贷债合同协议书信函电话报告申诉投举反映问题况件案法律规"
    "定条例策制度管理服务单位门口前后左右上下里外内间旁边附近住吃喝玩做干打骂吵闹拆迁设工程施噪音污染垃"
    "圾厕桥隧铁公交客货输站场停驶速度限制灯斑坡坑洼堵拥挤已经常往往总是只应该必须需没收入出退还"
    "老师医药病患者员局任记席您咱俺啦哦呀怕按找用拿叫同她谁吗团集爆炸炮质量班孩环棍关查销售处项"
)
# What stands in no name even right before a title: words of grammar and of offices.
NEVER_GIVEN = frozenset(
    "的了是在不有我们你他她它这那个就都也和与及或被把将从对给让使以于等说称请望能可要会去到过着吗呢吧啊"
    "什谁哪怎很太更最还只又再没无每各某县市区省镇乡村组街路局处科股所站校院厂委部队厅司室店户中大小高初总副"
    "党政府记任师员务支代班车物业行公监管协理工居社书主项交派出财会事农商卫教育信访法民"
)
# Frequent in given names: two of them after a surname are believed without anything around them.
GIVEN = frozenset(
    "小卫权伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英秀兰玉华红国文辉鹏飞鑫波斌宇浩凯健俊帆婷雪琳晨林志春梅"
    "云莲真环荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉娥琦晶妍茜秋珊莎锦黛青倩婉娴瑾颖露瑶怡婵雁蓓仪荷丹蓉眉君琴蕊薇"
    "菁梦岚苑馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜姬舒影荔"
    "枝思毅俊峰保东力永世广义兴良海山仁宽福生龙元全胜祥才发武新利清彬富顺信子昌康星光天达安岩茂坚和彪"
    "博诚先敬震振壮会思群豪邦承乐绍功松善厚庆民友裕河哲浩亮谦亨奇轮翰朗伯宏言鸣朋梁栋维启克伦翔旭"
    "士家树炎德时泰雄琛钧冠策腾楠榕航弘正日根生喜来金贵银宝书湘楚衡麟逵乔深早桥汉阳忠孝贤智成运鸿"
    "均立炳焕勋勤佑佐佩仲伯叔季孟尧舜禹汤钢铁锋铭钰钊鉴铮莹萍萱芬芝芹苹荣菊蕾薪碧珠玲珊琪琳瑜璐璇曼曦晴晖"
)
# What makes a place or a firm of three such characters.
OF_PLACES = (
    "路|街|镇|村|社区|小区|公司|学校|学院|中学|小学|集团|大道|大桥|桥|广场|大厦|公园|站|乡|组|苑|城|园|府|花园|酒店|"
    "医院|店|厂|湖|山|岭|冲|塘|湾|垸|寺|庙|庄|巷|里|院|馆|楼|号|市|县|区|省|期|栋|项目|物业|置业|地产|实业|建设"
)
# Frequent words that begin, or end, where a name could.
WORDS = frozenset(files(__package__).joinpath("words.txt").read_text(encoding="utf-8").split())
