"""Sums and products with a symbolic bound, and sequences of integers: what is proved, what must not be."""

import pytest

# Symbols with their kinds, assumptions, and both sides. Some wrong ones have no value on part of the domain.
TRUE = [
    ("n:N", "", "Sum(k,(k,1,n))", "n*(n+1)/2"),
    ("n:N", "", "Sum((-1)**k*k,(k,1,n))", "((-1)**n*(2*n+1)-1)/4"),
    ("n:N x:R", "x<1", "Sum(k*x**k,(k,0,n))", "x*(1-(n+1)*x**n+n*x**(n+1))/(1-x)**2"),
    ("n:P", "", "Sum(1/(k*(k+1)),(k,1,n))", "n/(n+1)"),
    ("n:N a:+", "", "Sum(1/((a+k)*(a+k+1)),(k,0,n))", "1/a-1/(a+n+1)"),
    ("n:N x:R", "", "Sum(sin(k*x),(k,1,n))", "sin(n*x/2)*sin((n+1)*x/2)/sin(x/2)"),
    ("n:N", "", "Sum(fibonacci(k),(k,0,n))", "fibonacci(n+2)-1"),
    ("n:P", "", "Sum(k*harmonic(k),(k,1,n))", "n*(n+1)/2*harmonic(n)-n*(n-1)/4"),
    ("n:P", "", "Sum(1/k,(k,1,n))", "digamma(n+1)+EulerGamma"),
    ("n:P", "", "Sum(1/(2*k-1),(k,1,n))", "harmonic(2*n)-harmonic(n)/2"),
    ("n:P", "", "Sum((-1)**(k+1)/k,(k,1,2*n))", "harmonic(2*n)-harmonic(n)"),
    ("n:P", "", "Sum(1/k,(k,n+1,2*n))", "harmonic(2*n)-harmonic(n)"),
    ("n,m:N", "", "Sum(binomial(k,m),(k,0,n))", "binomial(n+1,m+1)"),
    ("n:N", "", "Sum(binomial(2*k,k)/4**k,(k,0,n))", "(2*n+1)*binomial(2*n,n)/4**n"),
    ("n:N x:R", "", "Product(cos(x/2**k),(k,1,n))", "sin(x)/(2**n*sin(x/2**n))"),
    ("n:P", "", "Product(k,(k,1,n))", "factorial(n)"),
    ("n:N x:R", "", "Product(1+x**(2**k),(k,0,n))", "(1-x**(2**(n+1)))/(1-x)"),
    ("n:P x:+", "", "Product(x+k,(k,0,n-1))", "gamma(x+n)/gamma(x)"),
    ("n,m:N", "n>=m", "Sum(k,(k,m,n))", "(n+m)*(n-m+1)/2"),
    ("n:P", "", "Sum(Sum(j,(j,1,k)),(k,1,n))", "n*(n+1)*(n+2)/6"),
    ("n:N x:C", "", "(1-x)*Sum(x**k,(k,0,n))", "1-x**(n+1)"),
    (
        "n:P x:R",
        "",
        "Sum(k*sin(k*x),(k,1,n))",
        "sin((n+1)*x)/(4*sin(x/2)**2)-(n+1)*cos((2*n+1)*x/2)/(2*sin(x/2))",
    ),
    ("n:N a,b:C", "", "(a-b)*Sum(a**k*b**(n-k),(k,0,n))", "a**(n+1)-b**(n+1)"),
    ("n:P", "", "Sum(log(1+1/k),(k,1,n))", "log(n+1)"),
    ("n:P", "", "Sum(log(k),(k,1,n))", "log(factorial(n))"),
    ("n:P t:+", "", "Sum(tanh(t*2**k)*0+2**k*tanh(2**k*t),(k,0,n-1))", "2**n*coth(2**n*t)-coth(t)"),
    ("n:N", "", "Sum(harmonic(k)**2,(k,1,n))", "(n+1)*harmonic(n)**2-(2*n+1)*harmonic(n)+2*n"),
    ("n:N", "", "Sum(binomial(n,k),(k,0,n))", "2**n"),
    ("n:N", "", "Sum(k**2*binomial(n,k),(k,0,n))", "n*(n+1)*2**(n-2)"),
    ("n:N x,y:C", "", "Sum(binomial(n,k)*x**k*y**(n-k),(k,0,n))", "(x+y)**n"),
    ("n,m,r:N", "", "Sum(binomial(m,k)*binomial(n,r-k),(k,0,r))", "binomial(m+n,r)"),
    ("n:N", "", "Sum((-1)**k*binomial(n,k)/(k+1),(k,0,n))", "1/(n+1)"),
    ("n:P", "", "Sum((-1)**(k+1)*binomial(n,k)/k,(k,1,n))", "harmonic(n)"),
    ("n:N", "", "Sum((-1)**k*binomial(2*n,k)**3,(k,0,2*n))", "(-1)**n*factorial(3*n)/factorial(n)**3"),
    ("n:N", "", "Sum(binomial(n,k)*fibonacci(k),(k,0,n))", "fibonacci(2*n)"),
    ("n:N x:R", "", "Sum(binomial(n,k)*cos(k*x),(k,0,n))", "2**n*cos(x/2)**n*cos(n*x/2)"),
    ("n:N", "", "Sum(binomial(2*k,k)*binomial(2*n-2*k,n-k),(k,0,n))", "4**n"),
    ("n:N p:R", "p>0; p<1", "Sum(k*binomial(n,k)*p**k*(1-p)**(n-k),(k,0,n))", "n*p"),
    ("n:P", "", "fibonacci(n+1)**2+fibonacci(n)**2", "fibonacci(2*n+1)"),
    ("m,n:P", "", "fibonacci(m+n)", "fibonacci(m)*fibonacci(n+1)+fibonacci(m-1)*fibonacci(n)"),
    ("n:N", "", "lucas(n)**2-5*fibonacci(n)**2", "4*(-1)**n"),
    ("n:N", "", "fibonacci(n)", "(GoldenRatio**n-(1-GoldenRatio)**n)/sqrt(5)"),
    ("n,r:P", "n>=r", "fibonacci(n)**2-fibonacci(n-r)*fibonacci(n+r)", "(-1)**(n-r)*fibonacci(r)**2"),
    ("n:N x:R", "", "chebyshevt(n,cos(x))", "cos(n*x)"),
    ("n:N", "", "catalan(n+1)", "2*(2*n+1)/(n+2)*catalan(n)"),
    ("n:P", "", "zeta(2*n)", "(-1)**(n+1)*bernoulli(2*n)*(2*pi)**(2*n)/(2*factorial(2*n))"),
    ("n:N x:R", "", "(cos(x)+I*sin(x))**n", "cos(n*x)+I*sin(n*x)"),
    ("n:N", "", "gamma(n+1/2)", "factorial(2*n)*sqrt(pi)/(4**n*factorial(n))"),
    ("n,k:N", "n>=1", "binomial(n,k)", "binomial(n-1,k)+binomial(n-1,k-1)"),
    ("n:P", "", "zeta(-n)", "-bernoulli(n+1)/(n+1)"),
    ("n:P", "", "factorial2(2*n-1)*factorial2(2*n)", "factorial(2*n)"),
]
FALSE = [
    ("n:N", "", "Sum(k,(k,1,n))", "n*(n-1)/2"),
    ("n:N", "", "Sum((-1)**k*k,(k,1,n))", "((-1)**n*(2*n+1)+1)/4"),
    ("n:N x:R", "x<1", "Sum(k*x**k,(k,0,n))", "x*(1-(n+1)*x**n+n*x**n)/(1-x)**2"),
    ("n:P", "", "Sum(1/(k*(k+1)),(k,1,n))", "(n+1)/(n+2)"),
    ("n:N x:R", "", "Sum(sin(k*x),(k,1,n))", "sin(n*x/2)*cos((n+1)*x/2)/sin(x/2)"),
    ("n:N", "", "Sum(fibonacci(k),(k,0,n))", "fibonacci(n+2)"),
    ("n:P", "", "Sum(k*harmonic(k),(k,1,n))", "n*(n+1)/2*harmonic(n)-n*(n+1)/4"),
    ("n:P", "", "Sum((-1)**(k+1)/k,(k,1,2*n))", "harmonic(2*n)-harmonic(n)/2"),
    ("n:N x:R", "", "Product(cos(x/2**k),(k,1,n))", "sin(x)/(2**n*sin(x/2**(n+1)))"),
    ("n:N x:R", "", "Product(1+x**(2**k),(k,0,n))", "(1-x**(2**n))/(1-x)"),
    ("n:P", "", "Sum(Sum(j,(j,1,k)),(k,1,n))", "n*(n+1)*(2*n+1)/6"),
    ("n:N", "", "Sum(binomial(n,k),(k,0,n))", "2**n+0**n"),
    ("n:N", "", "Sum(k**2*binomial(n,k),(k,0,n))", "n*(n-1)*2**(n-2)"),
    ("n:N x,y:C", "", "Sum(binomial(n,k)*x**k*y**(n-k),(k,0,n))", "(x-y)**n"),
    ("n,m,r:N", "", "Sum(binomial(m,k)*binomial(n,r-k),(k,0,r))", "binomial(m+n,r+1)"),
    ("n:P", "", "Sum((-1)**(k+1)*binomial(n,k)/k,(k,1,n))", "harmonic(n-1)"),
    ("n:N", "", "Sum((-1)**k*binomial(2*n,k)**3,(k,0,2*n))", "factorial(3*n)/factorial(n)**3"),
    ("n:N", "", "Sum(binomial(n,k)*fibonacci(k),(k,0,n))", "fibonacci(2*n+1)"),
    ("n:P", "", "fibonacci(n+1)**2+fibonacci(n)**2", "fibonacci(2*n-1)"),
    ("n:N", "", "lucas(n)**2-5*fibonacci(n)**2", "-4*(-1)**n"),
    ("n,r:P", "n>=r", "fibonacci(n)**2-fibonacci(n-r)*fibonacci(n+r)", "(-1)**n*fibonacci(r)**2"),
    ("n:N x:R", "", "chebyshevt(n,cos(x))", "sin(n*x)"),
    ("n:P", "", "zeta(2*n)", "(-1)**n*bernoulli(2*n)*(2*pi)**(2*n)/(2*factorial(2*n))"),
    ("n:N x:R", "", "(cos(x)+I*sin(x))**n", "cos(n*x)-I*sin(n*x)"),
    ("n,k:N", "n>=1", "binomial(n,k)", "binomial(n-1,k)+binomial(n-1,k+1)"),
    ("n:N", "", "Sum(k,(k,1,n))", "n*(n+1)/2 + n*(n-1)*(n-2)*(n-3)*(n-4)*(n-5)"),
    ("n:N", "", "Sum((-1)**k*binomial(n,k),(k,0,n))", "0"),
]
WRONG = [
    *FALSE,
    ("n:P", "", "Product(k-300,(k,n,2*n))", "0"),
    ("n:N", "", "Sum(1/(k*(k+1)),(k,1,n))", "n/(n+1)+0**n"),
    ("n:N", "", "Sum(binomial(n,k)*(-1)**k,(k,0,n))", "0"),
    ("n:P", "", "Sum(exp(2*pi*I*k/n),(k,0,n-1))", "0"),
    ("n:P x:R", "", "Sum(cos(k*x),(k,1,n))", "sin(n*x/2)*sin((n+1)*x/2)/sin(x/2)"),
    ("n:N x:R", "", "Sum(Abs(x)**k,(k,0,n))", "(1-x**(n+1))/(1-x)"),
    ("n,m,r:N", "", "Sum(binomial(m,k)*binomial(n,r-k),(k,0,r))", "binomial(m+n,r+1)"),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: claim[2])
def test_it_is_proved(claim, is_proved):
    assert is_proved(*claim)


@pytest.mark.parametrize("claim", WRONG, ids=lambda claim: f"{claim[2]} = {claim[3]}")
def test_it_is_not_proved(claim, is_proved):
    assert not is_proved(*claim)


@pytest.mark.parametrize("claim", FALSE, ids=lambda claim: f"{claim[2]} = {claim[3]}")
def test_it_is_refuted(claim, verdict):
    assert verdict(*claim) == "refuted"
