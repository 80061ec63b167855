# Makes torch_step.txt: one step of SGD with momentum of a 6-5-4-3 network (tanh, ReLU, softmax) on a batch of four,
# twice over so that the momentum counts. Run: python torch_step.py > torch_step.txt (PyTorch 2.13, CPU, float32).
import torch

torch.manual_seed(1)
rate, momentum, sizes = 0.1, 0.9, [6, 5, 4, 3]
x = torch.randn(4, 6)
y = torch.tensor([2, 0, 1, 2])
w = [torch.randn(i, o) * 0.7 for i, o in zip(sizes, sizes[1:])]
b = [torch.randn(o) * 0.3 for o in sizes[1:]]
parameters = [p.requires_grad_() for p in w + b]
sgd = torch.optim.SGD(parameters, lr=rate, momentum=momentum)


def show(name, tensor):
    print(name, *(repr(v) for v in tensor.detach().flatten().tolist()))


show("x", x)
show("y", y)
for i in range(3):
    show(f"w{i}", w[i])  # [presynaptic][postsynaptic]
    show(f"b{i}", b[i])
for step in (1, 2):
    h = torch.tanh(x @ w[0] + b[0])
    h = torch.relu(h @ w[1] + b[1])
    loss = torch.nn.functional.cross_entropy(h @ w[2] + b[2], y)
    sgd.zero_grad()
    loss.backward()
    sgd.step()
    show(f"loss.{step}", loss)
    for i in range(3):
        show(f"w{i}.{step}", w[i])
        show(f"b{i}.{step}", b[i])
