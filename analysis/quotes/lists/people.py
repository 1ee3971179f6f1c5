"""Names of people: first names, short forms, forms of address, and words that tell a gender."""

from __future__ import annotations

from analysis.quotes.lists.sets import word_set

__all__ = [
    "FEMALE_NAMES",
    "FEMALE_WORDS",
    "FIRST_NAMES",
    "HONORIFICS",
    "MALE_NAMES",
    "MALE_WORDS",
    "NICKNAMES",
    "PARTICLES",
]

HONORIFICS = {
    **dict.fromkeys(("mr", "sir", "lord", "messrs", "monsieur", "señor", "herr", "father", "brother"), "male"),
    **dict.fromkeys(("fr", "mgr", "msgr", "monsignor"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "madame", "madam", "sister"), "female"),
    **dict.fromkeys(("dr", "prof", "rev", "hon"), ""),
}
"""Forms of address, without a full stop, and the gender that they tell."""

MALE_WORDS = word_set(
    """
    man boy father son brother husband widower uncle nephew grandfather king prince duke baron count
    lord businessman congressman councilman assemblyman spokesman chairman policeman fisherman salesman
    actor gentleman guy dad waiter statesman strongman boyfriend emperor pope cardinal bishop rabbi imam
    himself grandson
    """
)

FEMALE_WORDS = word_set(
    """
    woman girl mother daughter sister wife widow aunt niece grandmother queen princess duchess baroness
    countess lady businesswoman congresswoman councilwoman assemblywoman spokeswoman chairwoman
    policewoman actress mom waitress girlfriend heiress herself granddaughter nun housewife
    """
)

PARTICLES = word_set("de da di del della der den des du la le van von bin ibn al el ter ten dos das y")

NICKNAMES: dict[str, str] = {
    short: long
    for long, shorts in {
        "william": "bill will billy",
        "robert": "bob bobby rob",
        "michael": "mike mickey",
        "joseph": "joe joey",
        "benjamin": "ben",
        "james": "jim jimmy jamie",
        "thomas": "tom tommy",
        "daniel": "dan danny",
        "david": "dave",
        "christopher": "chris",
        "steven": "steve",
        "stephen": "steve",
        "elizabeth": "liz beth betsy",
        "richard": "rick dick rich",
        "edward": "ed eddie ted",
        "charles": "charlie chuck",
        "anthony": "tony",
        "timothy": "tim",
        "kenneth": "ken",
        "donald": "don donnie",
        "ronald": "ron",
        "gregory": "greg",
        "jeffrey": "jeff",
        "matthew": "matt",
        "andrew": "andy drew",
        "samuel": "sam",
        "katherine": "kate kathy katie",
        "catherine": "cathy",
        "margaret": "maggie meg peggy",
        "patricia": "pat patty",
        "barbara": "barb",
        "susan": "sue",
        "deborah": "debbie deb",
        "jennifer": "jen jenny",
        "lawrence": "larry",
        "laurence": "larry",
        "gerald": "jerry",
        "peter": "pete",
        "philip": "phil",
        "frederick": "fred",
        "douglas": "doug",
        "walter": "walt",
        "leonard": "len",
        "nicholas": "nick",
        "alexander": "alex",
        "jacob": "jake",
        "zachary": "zach",
        "nathaniel": "nate",
        "joshua": "josh",
        "raphael": "rafael",
        "bernard": "bernie",
        "john": "jack johnny",
        "henry": "hank harry",
        "vincent": "vince",
        "victoria": "vicky",
        "jessica": "jess",
        "madeleine": "maddy",
    }.items()
    for short in shorts.split()
}

MALE_NAMES = word_set(
    """
    aaron abdullah abraham adam adolf adrian ahmed alan albert aldo alejandro alexander alexei alfred
    ali allan allen alberto andre andrea andreas andrei andres andrew angus anthony antonio anton
    antonin ari arthur arturo asa asad ashraf austin barack barry bashar bart ben benedict benito
    benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brent brett brian
    bruce bruno bryan byron caleb calvin carl carlos cary cecil cesar chad charles charlie chris
    christian christopher chuck clarence clark claude clinton clyde colin conor cory craig curtis cyrus
    dale dan daniel danny darrell darren darius dave david dean denis dennis derek desmond devin dick
    diego dieter dimitri dmitri dmitry dominic don donald douglas doug duncan dustin dwight earl ed
    eddie edgar eduardo edward edwin eli elijah elon emanuel emilio emmanuel enrique eric erik ernest
    ethan eugene evan ezra felipe felix fernando fidel francis francisco francois françois frank
    franklin fred frederick friedrich gabriel gareth garry gary gavin gene geoff geoffrey george gerald
    gerard gerhard gerry giovanni giuseppe glen glenn gordon graham grant greg gregory guillermo gustavo
    guy hamid hank hans harold harry harvey hasan hassan heinrich hector henry herbert herman hiroshi
    howard hubert hugh hugo hussein ian ibrahim igor ira isaac ivan jack jacob jacques jaime jake james
    jamal jamie jan jared jason javier jay jean jeff jeffrey jeh jeremy jerome jerry jesse jim jimmy
    joachim joao joe joel johan john johnny jon jonathan jorge jose josé josef joseph josh joshua juan
    julian julio julius jurgen justin karim karl keith ken kenneth kenny kevin khalid kim-jong kirk
    klaus kofi konstantin kurt kyle lance larry lars laurence lawrence lee len leo leon leonard leonid
    leroy leslie lester lewis liam lindsey lionel lloyd logan lorenzo lou louis lucas luis luigi luke
    mahmoud malcolm manuel marc marcel marco marcos marcus mario mark markus marshall martin marty
    marvin mathias matt matteo matthew matthias maurice mauricio max maxim mehmet michael michel miguel
    mike mikhail milton mitch mitchell mitt mohamed mohammad mohammed morris moses muhammad mustafa
    narendra nathan nate neal ned neil nelson newt nicholas nick nicolas nigel nikita nikolai noah noel
    norman oleg oliver omar orlando oscar oswald otto owen pablo patrick paul pavel pedro pete peter
    petr phil philip philippe phillip pierre piotr quentin quincy rafael rahm rajiv ralph ramon randall
    randy raul ravi ray raymond recep reggie reginald rene reuben rex ricardo richard rick ricky rob
    robby robert roberto rod rodney rodrigo roger roland roman ron ronald ross roy ruben rudolf rudolph
    rudy rupert russ russell ryan salman salvador sam samuel scott sean sebastian sergei sergey sergio
    seth shane shaun shinzo silvio simon spencer stanley stefan stephen sterling steve steven stuart
    sylvester taylor ted teddy terence terrence terry theodore theo thomas tim timothy toby todd tom
    tomas tommy tony travis trent trevor tristan tyler valery vernon victor viktor vince vincent vitaly
    vlad vladimir volodymyr walt walter warren wayne wes wesley wilhelm willard william willie winston
    wolfgang xavier yasser yuri yusuf zachary zbigniew
    """
)

FEMALE_NAMES = word_set(
    """
    abby abigail ada adele adriana agnes aisha alana alexandra alexandria alexis alice alicia alison
    allison alyssa amanda amber amelia amina amy ana anastasia anderlyn andrea angela angelina anita ann
    anna anne annie annette antonia april arianna ashley astrid audrey ava barbara beatrice becky
    belinda bernadette beth betsy betty beverly bianca blanca bonnie brenda brianna bridget brigitte
    brittany camilla camille candace cara carla carly carmen carol carole caroline carolyn carrie
    cassandra catherine cathy cecilia celeste charlene charlotte chelsea cheryl chloe christiane
    christina christine cindy claire clara claudia colleen condoleezza connie consuelo cora cornelia
    courtney cristina crystal cynthia daisy dana danielle daphne darlene dawn deborah debbie debra delia
    denise diana diane dina dolores donna dora doris dorothy edith eileen elaine eleanor elena elin
    elisa elisabeth elise elizabeth ella ellen eloise elsa elsie emily emma erica erika erin esther
    ethel eunice eva eve evelyn faith fatima felicia fiona florence frances francesca francine frederica
    gabriela gabrielle gail genevieve georgia geraldine gertrude gina giorgia gladys gloria grace greta
    gretchen gwen hannah harriet hazel heather heidi helen helena helene henrietta hilary hilda hillary
    holly hope huma ida ilana ilhan imelda ines ingrid irene irina iris isabel isabella isabelle ivana
    ivanka jackie jacqueline jamila jane janet janice janine jasmine jean jeanette jeanine jeanne jen
    jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn jodi josephine joy joyce juanita
    judith judy julia juliana julie juliet june kamala karen karin kate katherine kathleen kathryn kathy
    katie katrina kay kayla kelly kellyanne kelsey kerry kim kimberly kirsten kristen kristin kristina
    lara laura lauren laurie layla lea leah leila lena leslie leticia liana lidia lila lillian lily
    linda lindsay lisa liz livia lois lola lorena loretta lori lorraine louise lucia lucille lucy luisa
    lydia lynn mabel madeleine madeline madison mae magdalena maggie malala mandy marcella marcia
    margaret margarita margot maria mariam marian marianne marie marilyn marina marine marion marissa
    marjorie marla marlene marsha martha mary maryam maureen maxine may maya megan megyn melanie melania
    melinda melissa mercedes meredith mia michelle mildred mimi mindy minnie mira miranda miriam moira
    molly mona monica muriel myra nadia nadine nancy naomi natalia natalie natasha nell nicola nicole
    nikki nina noor nora norma octavia olga olivia oprah pamela patricia patty paula pauline pearl peggy
    penelope penny petra phyllis polly priscilla priya rachel ramona rebecca regina renata renee rhonda
    rita roberta robin rochelle rosa rosalind rose rosemary roxanne ruth sabrina sadie sally samantha
    sandra sara sarah selena serena shannon sharon sheila shelley sherry sheryl shirley silvia simone
    sofia sonia sophia sophie stacey stacy stella stephanie sue susan susana susanna suzanne svetlana
    sylvia tamara tammy tanya tara tatiana teresa tess theresa tiffany tina toni tonya tracy trisha
    ulrike ursula valerie vanessa vera veronica vicki victoria violet virginia vivian wanda wendy
    whitney wilma winifred yasmin yolanda yulia yvette yvonne zainab zoe
    """
)

FIRST_NAMES = MALE_NAMES | FEMALE_NAMES
