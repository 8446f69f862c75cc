"""What the whole catalogue is called, what it says of itself, and on what terms it is given."""

DATABASE_NAME = "catalogue"
TITLE = "国家标准项目目录"
DESCRIPTION = "政府清单所列国家标准制修订项目：逐条可溯源、总数可核对、可检索、可下载。"
LICENSE = "清单原文为政府文件，不适用著作权法（第五条）；整理部分 CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
